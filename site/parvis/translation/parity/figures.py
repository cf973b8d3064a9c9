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
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from parvis.translation.overview.finding import originals
from parvis.translation.state import State, state_in
from parvis.translation.workbench.models import Exemption

BELOW_HOME = 3  # depth: the root is 1, the home of a language 2


@dataclass
class Count:
    """What became of the pages of a row in one language."""

    there: int = 0
    behind: int = 0
    same_day: int = 0
    later: int = 0
    days: int = 0
    never: int = 0
    exempt: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Count what another row counts too."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def mean_delay(self) -> float | None:
        """How many days later those went public that did not on the day itself."""
        return round(self.days / self.later, 1) if self.later else None


@dataclass
class Row:
    """The pages of one section that first went public in one month, by the ids of languages."""

    month: date
    section: str
    pages: int = 0
    counts: dict[int, Count] = field(default_factory=lambda: defaultdict(Count))


@dataclass(frozen=True)
class _Version:
    locale: int
    published: datetime | None
    is_live: bool
    path: str
    title: str


def figures(locales: Sequence[Locale]) -> list[Row]:
    """Return the rows, the latest month first, in four queries at any size."""
    groups, behind = _versions(), _behind(locales)
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
        row.pages += 1
        for locale in locales:
            is_behind = (key, locale.pk) in behind
            count = _count(versions, exemptions.get(key, {}), locale.pk, first, is_behind)
            row.counts[locale.pk].add(count)
    return sorted(rows.values(), key=lambda row: (-row.month.toordinal(), row.section))


def total(rows: Sequence[Row]) -> dict[int, Count]:
    """Return the sums of some rows, by the ids of languages."""
    sums: dict[int, Count] = defaultdict(Count)
    for row in rows:
        for locale, count in row.counts.items():
            sums[locale].add(count)
    return sums


def _count(
    versions: dict[int, _Version],
    exemptions: dict[int, str],
    locale: int,
    first: _Version,
    is_behind: bool,
) -> Count:
    """Return what became of one page in one language."""
    count, version, reason = Count(), versions.get(locale), exemptions.get(locale)
    count.there = int(version is not None and version.is_live)
    count.behind = int(is_behind)
    if reason is not None:
        count.exempt = 1
        named = {"title": first.title, "reason": reason}
        count.reasons = [_("%(title)s: %(reason)s") % named]
    if version is not None and version.published is not None:
        count.days = (_day(version) - _day(first)).days
        count.same_day, count.later = int(not count.days), int(bool(count.days))
    elif reason is None:
        count.never = 1
    return count


def _behind(locales: Sequence[Locale]) -> set[tuple[UUID, int]]:
    """Return the key and the language of each translation that is behind its source."""
    names = {f"state_{locale.pk}": locale.pk for locale in locales}
    states = {f"state_{locale.pk}": state_in(locale) for locale in locales}
    found = originals().annotate(**states).values("translation_key", "locale_id", *names)
    return {
        (row["translation_key"], pk)
        for row in found.iterator()
        for name, pk in names.items()
        if pk != row["locale_id"] and row[name] == State.BEHIND.value
    }


def _versions() -> dict[UUID, dict[int, _Version]]:
    """Return the versions of every page by its key and their language."""
    pages = Page.objects.filter(depth__gte=BELOW_HOME, alias_of__isnull=True).values_list(
        "translation_key", "locale_id", "first_published_at", "live", "path", "title"
    )
    found: dict[UUID, dict[int, _Version]] = defaultdict(dict)
    for key, locale, published, live, path, title in pages.iterator():
        found[key][locale] = _Version(locale, published, live, path, title)
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
