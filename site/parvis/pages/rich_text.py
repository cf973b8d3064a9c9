"""How links to pages are written in texts."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from parvis.pages.known import find, ids_of
from parvis.pages.links import being_shown
from parvis.pages.localised import localised


class KnownPageLinkHandler(PageLinkHandler):
    """Writes links to pages from what was found with the page, or the pages, being shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link, in as many queries for one as for a hundred."""
        ids, related = ids_of(attrs_list), being_shown()
        pages: list[Any]
        if related is not None:
            pages = [related.localized(number) for number in ids]
        else:
            known = find(Page, ids)
            pages = [localised(known[number]) if number in known else None for number in ids]
        return [f'<a href="{escape(page.url or "")}">' if page else "<a>" for page in pages]
