"""How links are written in texts, from what was found for all that are shown together."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from parvis.pages.known import documents_of
from parvis.pages.links import found_for
from parvis.pages.open_links import are_left_open, opening
from parvis.pages.url_parts import address_of


class KnownPageLinkHandler(PageLinkHandler):
    """Links to pages, each written in the language being read where it exists in it."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link, in as many queries for one as for a hundred."""
        ids = _ids_of(attrs_list)
        if are_left_open():
            return [opening(cls.identifier, number) for number in ids]
        found = found_for(set(filter(None, ids)))
        pages = [found.localized(number) for number in ids]
        return [f'<a href="{escape(address_of(page))}">' if page else "<a>" for page in pages]


class KnownDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents, likewise."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link."""
        if are_left_open():
            return [opening(cls.identifier, number) for number in _ids_of(attrs_list)]
        written: list[str] = super().expand_db_attributes_many(attrs_list)
        return written

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        """Return the documents, None where there is none."""
        return documents_of(_ids_of(attrs_list))


def _ids_of(links: Iterable[dict[str, str]]) -> list[int]:
    """Return the ids of what links lead to; 0 of one that has none."""
    return [int(link["id"]) if link.get("id", "").isdecimal() else 0 for link in links]
