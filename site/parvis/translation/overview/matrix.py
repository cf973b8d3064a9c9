"""Pages × languages: where each translation of the originals stands.

A page of the matrix costs the same whatever the number of pages, and however far down it is. One
query finds the ids that are shown, and no others (`finding`); the rest is asked for these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Lower
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation

from parvis.pages.prepared import PreparedForMany
from parvis.translation.machine.models import MachineRequest
from parvis.translation.overview.filters import FilterForm, names_of
from parvis.translation.overview.finding import Order, Place, in_state, originals
from parvis.translation.refusals import title_of
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
COUNTED, COUNTED_IN_A_STATE = 1_000, 200  # pages of a list; of a longer one it is not said how many
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


@dataclass(frozen=True)
class Shown:
    """The part of the list that is shown.

    A `page` of so many in `total`; or a part of a longer list, which has more than `total` where
    that is known, with the places `before` and `after` which there are others.
    """

    rows: Sequence[Row]
    total: int | None = None
    page: Any = None
    before: str = ""
    after: str = ""


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

    @property
    def _sort(self) -> str:
        return str(self.filters.chosen.get("sort", "title"))

    @property
    def _order(self) -> Order:
        if self._sort.endswith("published") and issubclass(self.model, DraftStateMixin):
            return Order(F("last_published_at"), self._sort.startswith("-"), is_of_moments=True)
        return Order(Lower(names_of(self.model)[0]))

    @property
    def _pages(self) -> QuerySet[Any]:
        """The pages asked for, in no order."""
        chosen = self.filters.chosen
        pages, target = self.filters.narrow(originals(self.model)), chosen.get("target")
        if target:
            pages = pages.exclude(locale=target)
        if "state" in chosen:
            pages = in_state(pages, chosen["state"], self.locales, self.model)
        return pages

    @cached_property
    def keys(self) -> list[Any]:
        """The ids of all pages asked for, in order: each is looked at."""
        if self._sort == "-behind":
            pages = self._pages.alias(behind=_behind_in(self.locales, self.model))
            return list(pages.order_by("-behind", "pk").values_list("pk", flat=True))
        return [place.pk for place in self._order.walk(self._pages)]

    def page(
        self, number: Any = None, *, after: str = "", before: str = "", is_counted: bool = False
    ) -> Shown:
        """Return the part of the list that an address asks for.

        Where there are no more than are counted, a page by its number, the last where there are not
        as many. Of a longer list the first, or what is `after` or `before` a place; by its number
        too where all `is_counted`. Sorted by passages behind, all pages are looked at anyway.
        """
        if is_counted or self._sort == "-behind":
            return self._numbered(self.keys, number)
        order, pages = self._order, self._pages
        if place := order.place(after, self.model):
            if found := order.walk(pages, PER_PAGE + 1, after=place):
                return self._shown(found[:PER_PAGE], True, len(found) > PER_PAGE)
            before = after
        if place := order.place(before, self.model):
            found = order.walk(pages, PER_PAGE + 1, before=place)
            if len(found) >= PER_PAGE:
                return self._shown(found[-PER_PAGE:], len(found) > PER_PAGE, True)
        counted = COUNTED_IN_A_STATE if "state" in self.filters.chosen else COUNTED
        found = order.walk(pages, counted + 1)
        if len(found) <= counted:
            return self._numbered([place.pk for place in found], number)
        return replace(self._shown(found[:PER_PAGE], False, True), total=counted)

    def __iter__(self) -> Iterator[Row]:
        """Give all rows in order, a few hundred in memory at a time."""
        for start in range(0, len(self.keys), AT_ONCE):
            yield from rows(self.keys[start : start + AT_ONCE], self.locales, self.model)

    def _numbered(self, keys: Sequence[Any], number: Any) -> Shown:
        page = WagtailPaginator(keys, PER_PAGE).get_page(number)
        return Shown(rows(page.object_list, self.locales, self.model), len(keys), page)

    def _shown(self, places: Sequence[Place], has_previous: bool, has_next: bool) -> Shown:
        return Shown(
            rows([place.pk for place in places], self.locales, self.model),
            before=str(places[0]) if has_previous else "",
            after=str(places[-1]) if has_next else "",
        )


def rows(keys: Sequence[Any], locales: Sequence[Locale], model: Any = Page) -> list[Row]:
    """Return the rows of these pages or snippets, in this order, in five queries."""
    keys = list(keys)
    found = _with_states(model, tuple(locales)).ask(keys) if keys else []
    pages: dict[Any, Any] = {page.pk: page for page in found}
    around = _Around([page.translation_key for page in pages.values()], locales, model)
    return [
        Row(pages[key], [around.cell(pages[key], locale) for locale in locales])
        for key in keys
        if key in pages
    ]


@lru_cache(100)
def _with_states(model: Any, locales: tuple[Locale, ...]) -> PreparedForMany:
    """Return the query of pages or snippets by their ids, with their states in these languages.

    Of hundreds of expressions: to write it takes ten times as long as to ask it.
    """
    annotations: dict[str, Any] = {}
    for locale in locales:
        annotations |= {f"state_{locale.pk}": state_in(locale, model)}
        annotations |= {f"published_{locale.pk}": published_state_in(locale, model)}
        annotations |= {f"left_{locale.pk}": passages_left_in(locale)}

    def build(keys: list[Any]) -> Any:
        found = model._default_manager.filter(pk__in=keys).select_related("locale")
        return found.annotate(**annotations)

    return PreparedForMany(build, model._meta.pk)


class _Around:
    """What belongs to the cells of some pages beside their states."""

    def __init__(self, keys: Sequence[Any], locales: Sequence[Locale], model: Any) -> None:
        targets = written(model).filter(translation_key__in=keys, locale__in=locales)
        targets = targets.select_related("locale")
        self.targets = {(page.translation_key, page.locale_id): page for page in targets}
        # Into every language: by the index of languages, SQLite would look at all translations.
        translations = Translation.objects.filter(source__object_id__in=keys).select_related(
            "source", "assignment__person", "assignment__team"
        )
        translations = translations.exclude(source__locale=F("target_locale"))
        self.translations = {
            (found.source.object_id, found.target_locale_id): found
            # The first is the one its state is that of; one that is used before one that is not.
            for found in translations.defer("source__content_json").order_by("enabled", "-pk")
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
        translation = self.translations.get((key, locale.pk))
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
