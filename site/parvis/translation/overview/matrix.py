"""Pages × languages: which pages are originals, and where each of their translations stands.

A page of the matrix costs the same number of queries whatever the number of pages. What has to look
at every page (a state, the sum of passages) is asked in one query that returns keys only; the rest
is asked for the fifty that are shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from parvis.translation.overview.filters import FilterForm
from parvis.translation.state import State, passages_left_in, state_in
from parvis.translation.workbench.models import Assignment, Exemption

PER_PAGE = 50
AT_ONCE = 500  # rows an export holds in memory


@dataclass(frozen=True)
class Cell:
    """Where the translation of one page into one language stands."""

    locale: Locale
    state: State
    left: int | None
    target: Page | None = None
    translation_id: int | None = None
    assignment: Assignment | None = None
    exemption: Exemption | None = None


@dataclass(frozen=True)
class Row:
    """An original, and a cell for each language; None stands for its own."""

    page: Page
    cells: Sequence[Cell | None]


def originals(locales: Iterable[Locale]) -> QuerySet[Page]:
    """Return the pages that are or may be translated, one a translation key.

    That is the source of its first translation; where it was never submitted, the oldest published
    page. Aliases are none.
    """
    # Sets of keys of their own, not tied to the row: a database without statistics would otherwise
    # compare each page with each.
    translations = Translation.objects.exclude(target_locale=F("source__locale")).order_by()
    first = translations.values("source__object_id").annotate(first=Min("pk")).values("first")
    found = Q()
    for locale in locales:
        keys = translations.filter(pk__in=first, source__locale=locale).values("source__object_id")
        found |= Q(locale=locale, translation_key__in=keys)
    pages = Page.objects.filter(alias_of__isnull=True, depth__gt=1).order_by()
    oldest = pages.filter(live=True).values("translation_key").annotate(first=Min("pk"))
    submitted = translations.values("source__object_id")
    found |= Q(pk__in=oldest.values("first")) & ~Q(translation_key__in=submitted)
    return pages.filter(found)


class Matrix:
    """The matrix as it was asked for with a form of filters."""

    def __init__(self, filters: FilterForm, locales: Sequence[Locale]) -> None:
        self.filters, self.all_locales = filters, locales

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages that have a column."""
        target = self.filters.chosen.get("target")
        return [locale for locale in self.all_locales if target in (None, locale)]

    @cached_property
    def keys(self) -> list[int]:
        """The ids of all pages asked for, in order: one query finds, counts and sorts them."""
        pages = self.filters.narrow(originals(self.all_locales))
        chosen = self.filters.chosen
        if "target" in chosen:
            pages = pages.exclude(locale=chosen["target"])
        if "state" in chosen:
            pages = self._in_state(pages, chosen["state"])
        return list(self._sorted(pages, chosen.get("sort", "title")).values_list("pk", flat=True))

    def page(self, number: Any) -> tuple[Any, list[Row]]:
        """Return a page of the pagination and its rows; any number will do."""
        shown = WagtailPaginator(self.keys, PER_PAGE).get_page(number)
        return shown, rows(shown.object_list, self.locales)

    def __iter__(self) -> Iterator[Row]:
        """Give all rows in order, a few hundred in memory at a time."""
        for start in range(0, len(self.keys), AT_ONCE):
            yield from rows(self.keys[start : start + AT_ONCE], self.locales)

    def _in_state(self, pages: QuerySet[Page], state: str) -> QuerySet[Page]:
        found = Q()
        for locale in self.locales:
            name = f"state_{locale.pk}"
            pages = pages.alias(**{name: state_in(locale)})
            found |= Q(**{name: state}) & ~Q(locale=locale)
        return pages.filter(found)

    def _sorted(self, pages: QuerySet[Page], sort: str) -> QuerySet[Page]:
        """Sort the pages; the key settles what is equal, so that no page shows a row twice."""
        if sort == "-behind":
            return pages.alias(behind=_behind_in(self.locales)).order_by("-behind", "pk")
        if sort.endswith("published"):
            moment = F("last_published_at")
            is_descending = sort.startswith("-")
            order = (moment.desc if is_descending else moment.asc)(nulls_last=True)
            return pages.order_by(order, "-pk" if is_descending else "pk")
        return pages.order_by(Lower("title"), "pk")


def rows(keys: Sequence[int], locales: Sequence[Locale]) -> list[Row]:
    """Return the rows of these pages, in this order, in four queries."""
    annotations: dict[str, Any] = {}
    for locale in locales:
        annotations |= {f"state_{locale.pk}": state_in(locale)}
        annotations |= {f"left_{locale.pk}": passages_left_in(locale)}
    found = Page.objects.filter(pk__in=list(keys)).select_related("locale").annotate(**annotations)
    pages: dict[int, Any] = {page.pk: page for page in found}
    around = _Around([page.translation_key for page in pages.values()], locales)
    return [
        Row(pages[key], [around.cell(pages[key], locale) for locale in locales])
        for key in keys
        if key in pages
    ]


class _Around:
    """What belongs to the cells of some pages beside their states."""

    def __init__(self, keys: Sequence[Any], locales: Sequence[Locale]) -> None:
        targets = Page.objects.filter(
            translation_key__in=keys, locale__in=locales, alias_of__isnull=True
        ).select_related("locale")
        self.targets = {(page.translation_key, page.locale_id): page for page in targets}
        translations = Translation.objects.filter(
            source__object_id__in=keys, target_locale__in=locales
        ).select_related("source", "assignment__person", "assignment__team")
        self.translations = {
            (found.source.object_id, found.source.locale_id, found.target_locale_id): found
            for found in translations.defer("source__content_json")
        }
        exemptions = Exemption.objects.filter(translation_key__in=keys, locale__in=locales)
        self.exemptions = {
            (found.translation_key, found.locale_id): found
            for found in exemptions.select_related("person")
        }

    def cell(self, page: Any, locale: Locale) -> Cell | None:
        """Return the cell of a page; None in the column of its own language."""
        if page.locale_id == locale.pk:
            return None
        key = page.translation_key
        translation = self.translations.get((key, page.locale_id, locale.pk))
        return Cell(
            locale=locale,
            state=State(getattr(page, f"state_{locale.pk}")),
            left=getattr(page, f"left_{locale.pk}"),
            target=self.targets.get((key, locale.pk)),
            translation_id=translation.pk if translation else None,
            assignment=getattr(translation, "assignment", None),
            exemption=self.exemptions.get((key, locale.pk)),
        )


def _behind_in(locales: Sequence[Locale]) -> Any:
    """Return an expression on pages: the number of passages that are behind in all languages."""
    total: Any = Value(0)
    for locale in locales:
        is_behind = Exact(state_in(locale), Value(State.BEHIND.value))
        is_other = ~Q(locale=locale)
        left = Coalesce(passages_left_in(locale), 0)
        total = total + Case(When(is_other & Q(is_behind), then=left), default=Value(0))
    return total
