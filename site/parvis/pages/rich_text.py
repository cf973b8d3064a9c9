"""How links to pages are written in texts."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from parvis.pages.links import being_shown


class KnownPageLinkHandler(PageLinkHandler):
    """Writes links to pages from what was found with the page being shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return what Wagtail does, which asks for the pages of each text anew."""
        related = being_shown()
        if related is None:
            written: list[str] = super().expand_db_attributes_many(attrs_list)
            return written
        ids = [attrs.get("id", "") for attrs in attrs_list]
        pages = [related.localized(int(key)) if key.isdecimal() else None for key in ids]
        return [f'<a href="{escape(page.url)}">' if page else "<a>" for page in pages]
