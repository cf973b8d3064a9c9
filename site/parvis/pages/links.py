"""The pages that texts lead to, with their translations; and of a page, its own.

They are found in one query, whatever the number of texts, of languages, of blocks and of links.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Exists
from django.db.models.fields import IntegerField
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from parvis.delivery.recording import declared, depend_on, key
from parvis.delivery.rows import SET
from parvis.pages.locales import locale_for, locale_of
from parvis.pages.prepared import PreparedQuery
from parvis.pages.privacy import restrictions_above


@dataclass(frozen=True)
class RelatedPages:
    """Pages by id and by translation key and locale, without what is their type’s own."""

    asked: Set[int] = frozenset()
    by_id: dict[int, Any] = field(default_factory=dict)
    by_place: dict[tuple[Any, int], Any] = field(default_factory=dict)

    def translations_of(self, page: Page) -> dict[str, Any]:
        """Return the translations of a page that readers may see, by language, without itself.

        Each is what it is, its own fields left.
        """
        return {
            locale_of(found.locale_id).language_code: found.specific_deferred
            for (own, _locale), found in self.by_place.items()
            if own == page.translation_key
            and found.pk != page.pk
            and found.alias_of_id is None
            and found.live
            and found.is_public
        }

    def localized(self, page_id: int) -> Any:
        """Return a page in the language being read where it is published, else as it is."""
        page, locale = self.by_id.get(page_id), locale_for(get_language())
        if page is None or locale is None:
            return page
        translation = self.by_place.get((page.translation_key, locale.pk))
        return translation if translation is not None and translation.live else page


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
    depend_on(*(key(SET, each.translation_key) for each in found))
    for each in found:
        # Its address asks for its language.
        each.locale = locale_of(each.locale_id)
    return RelatedPages(
        ids,
        {each.pk: each for each in found},
        {(each.translation_key, each.locale_id): each for each in found},
    )


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
    found = Page.objects.filter(translation_key__in=keys)
    return found.annotate(is_public=~Exists(restrictions_above()))
