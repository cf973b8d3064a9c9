"""Which rows the memory reads: of the segments that may answer, a bounded number."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from wagtail.models import Locale

from parvis.translation.memory.indexing import good_translations

# What shares most hashes is compared in full: of the first 500 segments, 30 that are translated.
MOST_ALIKE = """
SELECT string_id FROM (
    SELECT string_id, COUNT(*) AS shared FROM parvis_memory_segmenthash
    WHERE hash IN ({hashes}) GROUP BY string_id
    ORDER BY shared DESC, string_id DESC LIMIT 500
) AS alike
WHERE EXISTS (
    SELECT 1 FROM wagtail_localize_stringtranslation
    WHERE translation_of_id = alike.string_id AND locale_id = %s AND NOT has_error AND data <> ''
)
ORDER BY shared DESC, string_id DESC LIMIT 30
"""
HOW_COMMON = """
SELECT hash, COUNT(*) FROM parvis_memory_segmenthash WHERE hash IN ({hashes}) GROUP BY hash
"""
# Of the rarest of the words looked for, so many segments are read, the newest; 40 are compared.
READ_AT_MOST = 2000
WITH_ALL = """
SELECT string_id FROM (
    SELECT string_id FROM parvis_memory_segmenthash
    WHERE hash = %s ORDER BY string_id DESC LIMIT %s
) AS newest
WHERE TRUE{others} AND EXISTS (
    SELECT 1 FROM wagtail_localize_stringtranslation
    WHERE translation_of_id = newest.string_id AND locale_id = %s AND NOT has_error AND data <> ''
)
ORDER BY string_id DESC LIMIT 40
"""
HAS_TOO = """ AND EXISTS (
    SELECT 1 FROM parvis_memory_segmenthash WHERE hash = %s AND string_id = newest.string_id
)"""


class Row(NamedTuple):
    """What is read of a translation: a plain row, for a hundred of them are read at a time."""

    pk: int
    source: str
    target: str
    changed: datetime
    translation_type: str
    object_id: UUID | None


def most_alike(hashes: set[int], target_locale: Locale) -> list[int]:
    """Return the translated segments that share most of these hashes."""
    # Here and below in SQL, because Django cannot select from an ordered part: to look for a
    # translation of every segment that shares a hash, and not of the first few, takes PostgreSQL
    # ten times as long.
    statement = MOST_ALIKE.format(hashes=", ".join(["%s"] * len(hashes)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*sorted(hashes), target_locale.pk])
        return [pk for (pk,) in cursor.fetchall()]


def with_all(hashes: set[int], target_locale: Locale) -> list[int]:
    """Return the newest segments that have all these stems and a translation."""
    if not hashes:
        return []
    with connection.cursor() as cursor:
        cursor.execute(HOW_COMMON.format(hashes=", ".join(["%s"] * len(hashes))), sorted(hashes))
        counts = dict(cursor.fetchall())
        if len(counts) < len(hashes):
            return []
        rarest, *others = sorted(counts, key=lambda number: counts[number])
        statement = WITH_ALL.format(others="".join([HAS_TOO] * len(others)))
        cursor.execute(statement, [rarest, READ_AT_MOST, *others, target_locale.pk])
        return [pk for (pk,) in cursor.fetchall()]


def translations_of(
    string_ids: list[int], target_locale: Locale, exclude: int | None = None
) -> Iterable[Row]:
    """Return the good translations of these segments: of each text one, somebody's if there is.

    A segment may stand in a thousand contexts, so the database picks.
    """
    if not string_ids:
        return []
    rank = Window(
        RowNumber(),
        partition_by=[F("translation_of_id"), F("data")],
        order_by=[F("translation_type").desc(), F("updated_at").desc(), F("pk").desc()],
    )
    chosen = good_translations().filter(translation_of__in=string_ids, locale=target_locale)
    if exclude is not None:
        chosen = chosen.exclude(pk=exclude)
    return (
        Row(*values)
        for values in chosen.annotate(rank=rank)
        .filter(rank=1)
        .values_list(
            "pk",
            "translation_of__data",
            "data",
            "updated_at",
            "translation_type",
            "context__object_id",
        )
    )
