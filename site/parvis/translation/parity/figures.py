"""How the languages keep pace, counted: by month of first publication and by section.

A page is counted once with all its translations, in the month the first of them went public, under
the page above it. Pages that never went public in any language are not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Locale, Page

from parvis.translation.workbench.models import Exemption

BELOW_HOME = 3  # depth: the root is 1, the home of a language 2


@dataclass
class Count:
    """What became of the pages of a row in one language."""

    there: int = 0
    same_day: int = 0
    later: int = 0
    never: int = 0
    exempt: int = 0


@dataclass
class Row:
    """The pages of one section that first went public in one month, by the ids of languages."""

    month: date
    section: str
    pages: int = 0
    counts: dict[int, Count] = field(default_factory=lambda: defaultdict(Count))
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Version:
    locale: int
    published: datetime | None
    is_live: bool
    path: str


def figures(locales: Sequence[Locale]) -> list[Row]:
    """Return the rows, the latest month first, in three queries at any size."""
    groups = _versions()
    exemptions: dict[UUID, dict[int, str]] = defaultdict(dict)
    for key, locale, reason in Exemption.objects.values_list(
        "translation_key", "locale_id", "reason"
    ):
        exemptions[key][locale] = reason
    parents = _parents(groups.values())
    rows: dict[tuple[date, Any], Row] = {}
    for key, versions in groups.items():
        published = [version for version in versions.values() if version.published is not None]
        if not published:
            continue
        first = min(published, key=lambda version: (version.published, version.locale))
        day = _day(first)
        section, title = parents[first.path[: -Page.steplen]]
        row = rows.setdefault((day.replace(day=1), section), Row(day.replace(day=1), title))
        _count(row, versions, exemptions.get(key, {}), locales, day)
    return sorted(rows.values(), key=lambda row: (-row.month.toordinal(), row.section))


def _count(
    row: Row,
    versions: dict[int, _Version],
    exemptions: dict[int, str],
    locales: Sequence[Locale],
    day: date,
) -> None:
    """Add one page, in all its languages, to its row."""
    row.pages += 1
    for locale in locales:
        count, version = row.counts[locale.pk], versions.get(locale.pk)
        count.there += version is not None and version.is_live
        reason = exemptions.get(locale.pk)
        if reason is not None:
            count.exempt += 1
            row.reasons.append(f"{locale.language_code}: {reason}")
        if version is not None and version.published is not None:
            is_same = _day(version) == day
            count.same_day += is_same
            count.later += not is_same
        elif reason is None:
            count.never += 1


def _versions() -> dict[UUID, dict[int, _Version]]:
    """Return the versions of every page by its key and their language."""
    pages = Page.objects.filter(depth__gte=BELOW_HOME, alias_of__isnull=True).values_list(
        "translation_key", "locale_id", "first_published_at", "live", "path"
    )
    found: dict[UUID, dict[int, _Version]] = defaultdict(dict)
    for key, locale, published, live, path in pages.iterator():
        found[key][locale] = _Version(locale, published, live, path)
    return found


def _parents(groups: Iterable[dict[int, _Version]]) -> dict[str, tuple[UUID, str]]:
    """Return the key and the title of each page above one of these, by its path.

    A section has one title for all languages: that of its oldest page.
    """
    paths = {version.path[: -Page.steplen] for group in groups for version in group.values()}
    rows = list(
        Page.objects.filter(numchild__gt=0)
        .order_by("pk")
        .values_list("path", "translation_key", "title")
    )
    titles: dict[UUID, str] = {}
    for _path, key, title in rows:
        titles.setdefault(key, title)
    return {path: (key, titles[key]) for path, key, _title in rows if path in paths}


def _day(version: _Version) -> date:
    """Return the day a version first went public, in the site's time zone."""
    return timezone.localtime(version.published).date()
