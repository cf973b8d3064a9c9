"""The pages that texts lead to, with their translations; and of a page, its own.

They are found in one query, whatever the number of texts, of languages, of blocks and of links.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model
from django.db.models.fields import IntegerField
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from parvis.delivery.recording import declared, depend_on, key
from parvis.delivery.rows import SET
from parvis.pages.locales import locale_for, locale_of
from parvis.pages.prepared import PreparedQuery
from parvis.pages.privacy import restrictions_above


class RelatedPages:
    """Pages and their translations, without what is their type’s own.

    `asked` holds the ids that were looked for. A row becomes a page when it is taken: of what a
    link leads to, in all languages, readers are shown one.
    """

    def __init__(self, asked: Set[int] = frozenset(), rows: Iterable[tuple[Any, ...]] = ()) -> None:
        self.asked = asked
        found = [_row_type()(*row) for row in rows]
        self._by_id = {row.id: row for row in found}
        self._by_place = {(row.translation_key, row.locale_id): row for row in found}
        self._taken: dict[int, Page] = {}

    @property
    def keys(self) -> set[UUID]:
        """The translation keys of what was found."""
        return {own for own, _locale in self._by_place}

    def page(self, page_id: int) -> Page | None:
        """Return a page by its id."""
        row = self._by_id.get(page_id)
        return self._take(row) if row else None

    def translations_of(self, page: Page) -> dict[str, Any]:
        """Return the translations of a page that readers may see, by language, without itself.

        Each is what it is, its own fields left.
        """
        return {
            locale_of(row.locale_id).language_code: self._take(row).specific_deferred
            for (own, _locale), row in self._by_place.items()
            if own == page.translation_key
            and row.id != page.pk
            and row.alias_of_id is None
            and row.live
            and row.is_public
        }

    def localized(self, page_id: int) -> Page | None:
        """Return a page in the language being read where it is published, else as it is."""
        row, locale = self._by_id.get(page_id), locale_for(get_language())
        if row is None:
            return None
        translation = self._by_place.get((row.translation_key, locale.pk)) if locale else None
        return self._take(translation if translation is not None and translation.live else row)

    def _take(self, row: Any) -> Page:
        """Return the page of a row, the same each time."""
        if row.id not in self._taken:
            # As Django makes it. Wagtail looks through all fields first, for children by name.
            page = Page.__new__(Page)
            Model.__init__(page, *row[: -len(_BESIDE)])
            page._state.adding, page._state.db = False, Page.objects.db
            # Its address asks for its language.
            page.locale = locale_of(page.locale_id)
            self._taken[row.id] = page
        return self._taken[row.id]


_BESIDE = ["is_public"]


def _columns() -> list[str]:
    return [field.attname for field in Page._meta.concrete_fields] + _BESIDE


@cache
def _row_type() -> type[Any]:
    return namedtuple("Row", _columns())


_being_shown: ContextVar[RelatedPages | None] = ContextVar("being_shown", default=None)


def related_pages(page: Any) -> RelatedPages:
    """Return a page's translations, and what its body links to with its translations."""
    own = [key(SET, page.translation_key)] if page.pk else []
    return find_pages(_linked_from(page) | {page.pk or 0}, *own)


def _linked_from(page: Any) -> set[int]:
    """Return the ids of the pages a page’s body links to, known already where it was made."""
    if made := getattr(page, "made", None):
        return set(made.pages)
    body = getattr(page, "body", None)
    return linked_ids(list(body.raw_data), "page") if body else set()


def find_pages(ids: Set[int], *keys: str) -> RelatedPages:
    """Return pages with their translations; what is known to follow from `keys` is found so."""
    if not ids:
        return RelatedPages()
    # As many places as the next power of two: pages with a link more or less share a query.
    places = 1 << (len(ids) - 1).bit_length()
    asked = dict.fromkeys(map(_place, range(places)), 0)
    asked |= {_place(number): pk for number, pk in enumerate(sorted(ids))}
    with declared(*keys):
        found = _asking(places).ask(**asked)
    related = RelatedPages(ids, found)
    depend_on(*(key(SET, own) for own in related.keys))
    return related


@contextmanager
def shown(page: Any) -> Iterator[None]:
    """Take the links of a page’s body from what was found with it, while the body is shown."""
    with showing(getattr(page, "related_pages", None)):
        yield


@contextmanager
def showing(related: RelatedPages | None) -> Iterator[None]:
    """Take links from what was found, for a while."""
    token = _being_shown.set(related)
    try:
        yield
    finally:
        _being_shown.reset(token)


def found_for(ids: Set[int]) -> RelatedPages:
    """Return where these pages are: in what was found for what is shown, else asked for now."""
    related = _being_shown.get()
    return related if related is not None and ids <= related.asked else find_pages(ids)


def localized(page: Any) -> Any:
    """Return a chosen page in the language being read where it is published, else as it is."""
    found = getattr(page, "found_with", None) or found_for({page.pk})
    return found.localized(page.pk) or page


def linked_ids(raw: Any, kind: str) -> set[int]:
    """Return the ids of what a body as it is kept leads to, in its texts and by its blocks.

    `kind` is what both call it: "page" or "document".
    """
    return set(_ids(raw, kind))


def _ids(raw: Any, kind: str) -> Iterator[int]:
    if isinstance(raw, dict):
        if isinstance(raw.get(kind), int):
            yield raw[kind]
        for part in raw.values():
            yield from _ids(part, kind)
    elif isinstance(raw, list):
        for part in raw:
            yield from _ids(part, kind)
    elif isinstance(raw, str) and "linktype" in raw:
        for tag in FIND_A_TAG.findall(raw):
            attributes = extract_attrs(tag)
            if attributes.get("linktype") == kind and attributes.get("id", "").isdecimal():
                yield int(attributes["id"])


def _place(number: int) -> str:
    return f"id_{number}"


@cache
def _asking(places: int) -> PreparedQuery:
    return PreparedQuery(_found, **{_place(number): IntegerField() for number in range(places)})


def _found(**ids: Any) -> Any:
    keys = Page.objects.filter(pk__in=list(ids.values())).order_by().values("translation_key")
    found = Page.objects.filter(translation_key__in=keys).order_by()
    return found.annotate(is_public=~Exists(restrictions_above())).values_list(*_columns())
