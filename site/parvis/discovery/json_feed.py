"""JSON Feed 1.1, written by Django's own views of feeds.

Source: https://www.jsonfeed.org/version/1.1/
"""

import json
from typing import Any

from django.utils.feedgenerator import SyndicationFeed

VERSION = "https://jsonfeed.org/version/1.1"


class JSONFeed(SyndicationFeed):
    """A feed as JSON. An item's `content`, `image` and `authors` come from `item_extra_kwargs`."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed into `outfile`, which takes bytes; what is empty is left out."""
        feed = {
            "version": VERSION,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
        }
        items = [self._item(item) for item in self.items]
        text = json.dumps({**_filled(feed), "items": items}, ensure_ascii=False)
        outfile.write(text.encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return _filled(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "content_html": item["content"],
                "summary": item["description"],
                "image": item["image"],
                "date_published": item["pubdate"] and item["pubdate"].isoformat(),
                "date_modified": item["updateddate"] and item["updateddate"].isoformat(),
                "authors": item["authors"],
                "tags": list(item["categories"] or []),
                "language": self.feed["language"],
            }
        )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
