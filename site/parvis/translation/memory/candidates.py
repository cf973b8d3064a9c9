"""Which rows the memory reads: of the segments that may answer, a bounded number."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from wagtail.models import Locale

# What shares most hashes is compared in full: of the first 500 segments, 30 that are translated.
# Both engines read an ordered part in its order and stop at the thirtieth. Told to put it in order
# again, SQLite looks for a translation of all 500; by EXISTS, PostgreSQL may join out of order.
# A hash that very many segments have (those of a formula they begin with) is read of the newest,
# and says little: one of the others weighs more than all such.
COMMON = 1000
MOST_ALIKE = """
SELECT string_id FROM (
    SELECT string_id, SUM(weight) AS shared FROM ({found}) AS found GROUP BY string_id
    ORDER BY shared DESC, string_id DESC LIMIT 500
) AS alike
WHERE (
    SELECT 1 FROM wagtail_localize_stringtranslation
    WHERE translation_of_id = alike.string_id AND locale_id = %s AND NOT has_error AND data <> ''
    LIMIT 1
) IS NOT NULL
LIMIT 30
"""
WITH_ONE = """
SELECT string_id, CASE WHEN COUNT(*) OVER () < {common} THEN 100 ELSE 1 END AS weight FROM (
    SELECT string_id FROM parvis_memory_segmenthash
    WHERE hash = %s ORDER BY string_id DESC LIMIT {common}
) AS newest
"""
# Of the rarest of the words looked for, so many segments are read, the newest; 40 are compared.
# That of two words in more segments than that one is the rarer is not worth counting them.
READ_AT_MOST = 2000
HOW_COMMON = """
SELECT %s AS hash, COUNT(*) FROM (
    SELECT 1 FROM parvis_memory_segmenthash WHERE hash = %s LIMIT %s
) AS bounded
"""
WITH_ALL = """
SELECT string_id FROM (
    SELECT string_id FROM parvis_memory_segmenthash
    WHERE hash = %s ORDER BY string_id DESC LIMIT %s
) AS newest
WHERE {others}(
    SELECT 1 FROM wagtail_localize_stringtranslation
    WHERE translation_of_id = newest.string_id AND locale_id = %s AND NOT has_error AND data <> ''
    LIMIT 1
) IS NOT NULL
LIMIT 40
"""
HAS_TOO = """(
    SELECT 1 FROM parvis_memory_segmenthash WHERE hash = %s AND string_id = newest.string_id
) IS NOT NULL AND """


# A segment may stand in a thousand contexts, so the database picks.
TRANSLATIONS = """
SELECT found.id, source, target, changed, translation_type, origin.object_repr FROM (
    SELECT done.id, string.data AS source, done.data AS target, done.updated_at AS changed,
        translation_type, string.locale_id, context.object_id, ROW_NUMBER() OVER (
            PARTITION BY translation_of_id, done.data
            ORDER BY translation_type DESC, done.updated_at DESC, done.id DESC
        ) AS place
    FROM wagtail_localize_stringtranslation AS done
    JOIN wagtail_localize_string AS string ON string.id = translation_of_id
    LEFT JOIN wagtail_localize_translationcontext AS context ON context.id = context_id
    WHERE translation_of_id IN ({strings}) AND done.locale_id = %s AND NOT has_error
        AND done.data <> '' AND done.id <> %s
) AS found
LEFT JOIN wagtail_localize_translationsource AS origin
    ON origin.object_id = found.object_id AND origin.locale_id = found.locale_id
WHERE place = 1
"""
NONE = 0  # the id of no translation


class Row(NamedTuple):
    """What is read of a translation: a plain row, for a hundred of them are read at a time.

    `where` is the title of what it is a passage of, None where that is gone.
    """

    pk: int
    source: str
    target: str
    changed: datetime  # aware
    translation_type: str
    where: str | None


def most_alike(hashes: set[int], target_locale: Locale) -> list[int]:
    """Return the translated segments that share most of these hashes."""
    # Here and below in SQL, because Django cannot select from an ordered part: to look for a
    # translation of every segment that shares a hash, and not of the first few, takes PostgreSQL
    # ten times as long.
    if not hashes:
        return []
    found = " UNION ALL ".join([WITH_ONE.format(common=COMMON)] * len(hashes))
    with connection.cursor() as cursor:
        cursor.execute(MOST_ALIKE.format(found=found), [*sorted(hashes), target_locale.pk])
        return [pk for (pk,) in cursor.fetchall()]


def with_all(hashes: set[int], target_locale: Locale) -> list[int]:
    """Return the newest segments that have all these stems and a translation."""
    if not hashes:
        return []
    with connection.cursor() as cursor:
        count_each = " UNION ALL ".join([HOW_COMMON] * len(hashes))
        asked = [value for number in hashes for value in (number, number, READ_AT_MOST)]
        cursor.execute(count_each, asked)
        counts = dict(cursor.fetchall())
        if not all(counts.values()):
            return []
        rarest, *others = sorted(counts, key=lambda number: counts[number])
        statement = WITH_ALL.format(others="".join([HAS_TOO] * len(others)))
        cursor.execute(statement, [rarest, READ_AT_MOST, *others, target_locale.pk])
        return [pk for (pk,) in cursor.fetchall()]


def translations_of(
    string_ids: list[int], target_locale: Locale, exclude: int | None = None
) -> list[Row]:
    """Return the good translations of these segments: of each text one, somebody's if there is."""
    if not string_ids:
        return []
    statement = TRANSLATIONS.format(strings=", ".join(["%s"] * len(string_ids)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*string_ids, target_locale.pk, exclude or NONE])
        rows = [Row(*values) for values in cursor.fetchall()]
    if not connection.features.supports_timezones:  # SQLite keeps UTC and does not say so
        return [row._replace(changed=row.changed.replace(tzinfo=UTC)) for row in rows]
    return rows
