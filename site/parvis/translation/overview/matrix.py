"""Pages × languages: which pages are originals, and where each of their translations stands.

A page of the matrix costs the same number of queries whatever the number of pages. One finds the
keys of all pages asked for, in order; the rest is asked for the fifty that are shown. Pages in one
state are looked for no further than is shown (`finding`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Lower
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation

from parvis.translation.machine.models import MachineRequest
from parvis.translation.overview import finding
from parvis.translation.overview.filters import FilterForm, names_of
from parvis.translation.state import (
    State,
    in_review,
    passages_left_in,
    published_state_in,
    state_in,
    written,
)
from parvis.translation.workbench.models import Assignment, Exemption

PER_PAGE = 50
AT_ONCE = 500  # rows an export holds in memory


@dataclass(frozen=True)
class Cell:
    """Where the translation of one page into one language stands.

    `published` is the state of what readers see of it, also while a later text awaits review.
    """

    locale: Locale
    state: State
    left: int | None
    published: State
    target: Any = None
    translation_id: int | None = None
    assignment: Assignment | None = None
    exemption: Exemption | None = None
    asked: MachineRequest | None = None  # a machine, and no answer yet, or in vain

    @property
    def is_ready(self) -> bool:
        """Whether readers see an earlier version only until the present one is published."""
        return self.state == State.BEHIND and self.left == 0

    @property
    def is_behind_in_review(self) -> bool:
        """Whether readers see an earlier version while the next one awaits review."""
        return self.state == State.AWAITING_REVIEW and self.published == State.BEHIND


@dataclass(frozen=True)
class Row:
    """An original, and a cell for each language; None stands for its own."""

    page: Any
    cells: Sequence[Cell | None]

    @property
    def title(self) -> str:
        """What the page or snippet is called in the admin."""
        return title_of(self.page)

    @property
    def kind(self) -> str:
        """What type of page or snippet it is."""
        page = self.page
        is_page = isinstance(page, Page)
        return str(page.page_type_display_name if is_page else page._meta.verbose_name)


def title_of(instance: Any) -> str:
    """Return what a page or snippet is called in the admin."""
    is_page = isinstance(instance, Page)
    return str(instance.get_admin_display_title() if is_page else instance)


def originals(
    locales: Iterable[Locale], model: Any = Page, among: Sequence[Any] | None = None
) -> QuerySet[Any]:
    """Return the pages that are or may be translated, one a translation key; or the snippets.

    That is the source of its first translation; where it was never submitted, the oldest published
    page. Aliases are none. `among` has the translation keys that matter, where only some do.
    """
    # Sets of keys of their own, not tied to the row: a database without statistics would otherwise
    # compare each page with each.
    translations = Translation.objects.exclude(target_locale=F("source__locale")).order_by()
    pages = written(model).order_by()
    if among is not None:
        translations = translations.filter(source__object_id__in=among)
        pages = pages.filter(translation_key__in=among)
    first = translations.values("source__object_id").annotate(first=Min("pk")).values("first")
    found = Q()
    for locale in locales:
        keys = translations.filter(pk__in=first, source__locale=locale).values("source__object_id")
        found |= Q(locale=locale, translation_key__in=keys)
    published = pages.filter(live=True) if issubclass(model, DraftStateMixin) else pages
    oldest = published.values("translation_key").annotate(first=Min("pk"))
    submitted = translations.values("source__object_id")
    found |= Q(pk__in=oldest.values("first")) & ~Q(translation_key__in=submitted)
    return pages.filter(found)


class Matrix:
    """The matrix as it was asked for with a form of filters."""

    def __init__(self, filters: FilterForm, locales: Sequence[Locale]) -> None:
        self.filters, self.all_locales = filters, locales

    @cached_property
    def model(self) -> Any:
        """What is shown: pages, or the snippets of one model."""
        return self.filters.model

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages that have a column."""
        target = self.filters.chosen.get("target")
        return [locale for locale in self.all_locales if target in (None, locale)]

    @cached_property
    def search(self) -> finding.Search:
        """The ids of the pages asked for, in order; those in one state as far as they are needed.

        Sorted by passages behind, all pages have been looked at anyway.
        """
        is_asked = "state" in self.filters.chosen

        def everything() -> QuerySet[Any]:
            pages = self._narrowed(originals(self.all_locales, self.model))
            return self._sorted(self._in_state(pages) if is_asked else pages)

        is_sought = is_asked and self._sort != "-behind"
        # A page is looked at in each of its languages, and found in one.
        reach = finding.LOOKED_AT // max(len(self.all_locales), 1)
        return finding.Search(everything, self._attempts() if is_sought else iter(()), reach)

    def page(self, number: Any, *, is_counted: bool = False) -> tuple[Any, list[Row]]:
        """Return a page of the pagination and its rows; the last where there are not as many.

        The pagination knows of what was found for it, or where `is_counted` of all there is.
        """
        text = str(number)
        number = max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1
        if is_counted:
            self.search.look_at_all()
        self.search.look(number * PER_PAGE + 1)
        shown = WagtailPaginator(self.search.found, PER_PAGE).get_page(number)
        return shown, rows(shown.object_list, self.locales, self.model)

    def __iter__(self) -> Iterator[Row]:
        """Give all rows in order, a few hundred in memory at a time."""
        self.search.look_at_all()
        keys = self.search.found
        for start in range(0, len(keys), AT_ONCE):
            yield from rows(keys[start : start + AT_ONCE], self.locales, self.model)

    def _narrowed(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the pages that are asked for, whatever their state."""
        pages, target = self.filters.narrow(pages), self.filters.chosen.get("target")
        return pages.exclude(locale=target) if target else pages

    def _in_state(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the pages that are in the state asked for."""
        return finding.in_state(pages, self.filters.chosen["state"], self.locales, self.model)

    def _attempts(self) -> Iterator[finding.Attempt]:
        """Look for pages in the state among the first, then among the first that can be."""

        def hold(keys: Sequence[Any]) -> QuerySet[Any]:
            return self._in_state(originals(self.all_locales, self.model, keys))

        pages, state = self._narrowed(written(self.model)), self.filters.chosen["state"]
        yield finding.first_of(self._sorted(pages), hold)
        likely = finding.candidates(pages, state, self.locales, self.model)
        yield finding.first_of(self._sorted(likely), hold)

    @property
    def _sort(self) -> str:
        return str(self.filters.chosen.get("sort", "title"))

    def _sorted(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Sort the pages; the key settles what is equal, so that no page shows a row twice."""
        sort = self._sort
        if sort == "-behind":
            return pages.alias(behind=_behind_in(self.locales, self.model)).order_by(
                "-behind", "pk"
            )
        if sort.endswith("published") and issubclass(self.model, DraftStateMixin):
            moment = F("last_published_at")
            is_descending = sort.startswith("-")
            order = (moment.desc if is_descending else moment.asc)(nulls_last=True)
            return pages.order_by(order, "-pk" if is_descending else "pk")
        return pages.order_by(Lower(names_of(self.model)[0]), "pk")


def rows(keys: Sequence[Any], locales: Sequence[Locale], model: Any = Page) -> list[Row]:
    """Return the rows of these pages or snippets, in this order, in five queries."""
    annotations: dict[str, Any] = {}
    for locale in locales:
        annotations |= {f"state_{locale.pk}": state_in(locale, model)}
        annotations |= {f"published_{locale.pk}": published_state_in(locale, model)}
        annotations |= {f"left_{locale.pk}": passages_left_in(locale)}
    found = model._default_manager.filter(pk__in=list(keys)).select_related("locale")
    pages: dict[Any, Any] = {page.pk: page for page in found.annotate(**annotations)}
    around = _Around([page.translation_key for page in pages.values()], locales, model)
    return [
        Row(pages[key], [around.cell(pages[key], locale) for locale in locales])
        for key in keys
        if key in pages
    ]


class _Around:
    """What belongs to the cells of some pages beside their states."""

    def __init__(self, keys: Sequence[Any], locales: Sequence[Locale], model: Any) -> None:
        targets = written(model).filter(translation_key__in=keys, locale__in=locales)
        targets = targets.select_related("locale")
        self.targets = {(page.translation_key, page.locale_id): page for page in targets}
        translations = Translation.objects.filter(
            source__object_id__in=keys, target_locale__in=locales
        ).select_related("source", "assignment__person", "assignment__team")
        self.translations = {
            (found.source.object_id, found.source.locale_id, found.target_locale_id): found
            for found in translations.defer("source__content_json")
        }
        asked = MachineRequest.objects.filter(translation__in=self.translations.values())
        self.asked = {
            found.translation_id: found
            for found in asked.exclude(state=MachineRequest.State.ANSWERED).order_by("pk")
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
            published=State(getattr(page, f"published_{locale.pk}")),
            target=self.targets.get((key, locale.pk)),
            translation_id=translation.pk if translation else None,
            assignment=getattr(translation, "assignment", None),
            exemption=self.exemptions.get((key, locale.pk)),
            asked=self.asked.get(translation.pk) if translation else None,
        )


def _behind_in(locales: Sequence[Locale], model: Any) -> Any:
    """Return an expression on pages: the number of passages that are behind in all languages.

    What readers see is behind wherever a passage is left, so nothing else has to be looked at.
    """
    total: Any = Value(0)
    for locale in locales:
        targets = written(model).filter(locale=locale).order_by()
        if issubclass(model, DraftStateMixin):
            targets = targets.filter(live=True)
        reviewed = Q(text__in=in_review(model).values("object_id"))
        seen = targets.alias(text=Cast("pk", CharField())).exclude(reviewed)
        is_seen = Q(translation_key__in=seen.values("translation_key")) & ~Q(locale=locale)
        left = Coalesce(passages_left_in(locale), 0)
        total = total + Case(When(is_seen, then=left), default=Value(0))
    return total
