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
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation

from parvis.translation.machine.models import MachineRequest
from parvis.translation.overview.filters import FilterForm, names_of
from parvis.translation.state import (
    State,
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


def originals(locales: Iterable[Locale], model: Any = Page) -> QuerySet[Any]:
    """Return the pages that are or may be translated, one a translation key; or the snippets.

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
    pages = written(model).order_by()
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
    def keys(self) -> list[Any]:
        """The ids of all pages asked for, in order: one query finds, counts and sorts them."""
        pages = self.filters.narrow(originals(self.all_locales, self.model))
        chosen = self.filters.chosen
        if "target" in chosen:
            pages = pages.exclude(locale=chosen["target"])
        if "state" in chosen:
            pages = self._in_state(pages, chosen["state"])
        return list(self._sorted(pages, chosen.get("sort", "title")).values_list("pk", flat=True))

    def page(self, number: Any) -> tuple[Any, list[Row]]:
        """Return a page of the pagination and its rows; any number will do."""
        shown = WagtailPaginator(self.keys, PER_PAGE).get_page(number)
        return shown, rows(shown.object_list, self.locales, self.model)

    def __iter__(self) -> Iterator[Row]:
        """Give all rows in order, a few hundred in memory at a time."""
        for start in range(0, len(self.keys), AT_ONCE):
            yield from rows(self.keys[start : start + AT_ONCE], self.locales, self.model)

    def _in_state(self, pages: QuerySet[Any], state: str) -> QuerySet[Any]:
        found = Q()
        for locale in self.locales:
            name = f"state_{locale.pk}"
            pages = pages.alias(**{name: state_in(locale, self.model)})
            found |= Q(**{name: state}) & ~Q(locale=locale)
        return pages.filter(found)

    def _sorted(self, pages: QuerySet[Any], sort: str) -> QuerySet[Any]:
        """Sort the pages; the key settles what is equal, so that no page shows a row twice."""
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
    """Return an expression on pages: the number of passages that are behind in all languages."""
    total: Any = Value(0)
    for locale in locales:
        is_behind = Exact(state_in(locale, model), Value(State.BEHIND.value))
        is_other = ~Q(locale=locale)
        left = Coalesce(passages_left_in(locale), 0)
        total = total + Case(When(is_other & Q(is_behind), then=left), default=Value(0))
    return total
