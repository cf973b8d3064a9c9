"""RSS and Atom with whole texts: what Django writes, and each item's `content` and `authors`.

Sources: https://www.rfc-editor.org/rfc/rfc4287 and https://www.rssboard.org/rss-profile.
"""

from datetime import datetime
from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed


class DatedFeed(SyndicationFeed):
    """A feed that is of the same date each time it is asked for, though nothing is in it yet."""

    def latest_post_date(self) -> datetime:
        """Return when the latest item changed; of none, when the feed’s own page did (`since`)."""
        latest: datetime = super().latest_post_date() if self.items else self.feed["since"]
        return latest


class WholeRSSFeed(DatedFeed, Rss201rev2Feed):
    """RSS whose items say what they are about (`description`) and all of it (`content:encoded`)."""

    def rss_attributes(self) -> dict[str, str]:
        """Add the vocabularies that the items use."""
        attributes: dict[str, str] = super().rss_attributes()
        return attributes | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an item; a description in RSS is HTML."""
        super().add_item_elements(
            handler, item | {"description": escape(item["description"], quote=False)}
        )
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("content:encoded", item["content"])


class WholeAtomFeed(DatedFeed, Atom1Feed):
    """Atom whose entries have a summary in words and their whole text as HTML."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry."""
        super().add_item_elements(handler, item | {"description": None})
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            if url := author.get("url"):
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})
