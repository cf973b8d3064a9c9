"""RSS, Atom and JSON Feed, per language, per tag and per author."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext

from blog.keys import articles_of
from blog.listing import Listing
from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.tag import Tag
from parvis.delivery.recording import declared
from parvis.discovery.json_feed import JSONFeed
from parvis.discovery.whole_feeds import WholeAtomFeed, WholeRSSFeed
from parvis.media.showing import shown
from parvis.pages.together import fetch_together

ITEMS = 20
OWN_ADDRESS = re.compile(r"""(\s(?:href|src|poster)=")/(?!/)""")
# Programs that read feeds take one picture, in the format that all know.
SOURCE = re.compile(r"<source [^>]*>|</?picture>")
SOURCE_SET = re.compile(r"""\s(?:srcset|sizes|fetchpriority|loading|decoding)="[^"]*\"""")
# What XML cannot hold; an editor may paste it all the same.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def writable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return UNWRITABLE.sub("", text)


def absolute(html: str, base: str) -> str:
    """Return HTML for a reader's program: own addresses made absolute from `base` (with its /)."""
    html = SOURCE_SET.sub("", SOURCE.sub("", writable(html)))
    return OWN_ADDRESS.sub(lambda match: f"{match[1]}{base}", html)


class ArticleFeed(Feed):
    """The newest articles in one language, optionally of one tag or author (`subject`)."""

    feed_type: type[SyndicationFeed] = WholeRSSFeed

    def __init__(self, index: Any, subject: Tag | Author | None = None) -> None:
        self.index = index
        self.subject = subject
        self.language = index.locale.language_code

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer with the feed."""
        self.request = request
        return super().__call__(request, *args, **kwargs)

    def _absolute(self, address: str) -> str:
        return self.request.build_absolute_uri(address)

    def title(self) -> str:
        """The feed's name, among those of other sites."""
        site = self.index.get_parent().title
        return writable(f"{self.subject} – {site}" if self.subject else site)

    def author_name(self) -> str:
        """Who publishes: the author of what nobody signed."""
        return writable(self.index.get_parent().title)

    def description(self) -> str:
        """What the feed is about."""
        own = getattr(self.subject, "description", "") or getattr(self.subject, "biography", "")
        return writable(own) or gettext("The latest articles in this language, in full.")

    subtitle = description

    def link(self) -> str:
        """The list the feed follows."""
        if self.subject is None:
            return self._absolute(self.index.url)
        name = "tag" if isinstance(self.subject, Tag) else "author"
        return self._absolute(self.index.sub_url(name, self.subject.slug))

    def feed_url(self) -> str:
        """The feed's own address."""
        return self._absolute(self.request.path)

    feed_guid = feed_url

    def feed_extra_kwargs(self, obj: Any) -> dict[str, Any]:
        """The date of a feed that has no item: when its list was last edited, or no time at all."""
        return {"since": self.index.last_published_at or datetime.fromtimestamp(0, UTC)}

    def items(self) -> list[ArticlePage]:
        """The newest articles written in this language, in full."""
        articles = ArticlePage.objects.published(self.index.locale)
        if self.subject is not None:
            articles = Listing.of(self.subject).among(articles, self.index)
        with declared(articles_of(self.subject)):
            newest = list(articles.newest_first().for_feed()[:ITEMS])
        covers = [article.cover for article in newest if article.cover]
        bodies = fetch_together([article.body for article in newest], covers)
        for article, body in zip(newest, bodies, strict=True):
            article.body = body
        return newest

    def item_title(self, item: ArticlePage) -> str:
        """The article's title."""
        return writable(item.title)

    def item_description(self, item: ArticlePage) -> str:
        """What lists say of the article."""
        return writable(item.teaser) or self.item_title(item)

    def item_link(self, item: ArticlePage) -> str:
        """The article's address."""
        return self.request.build_absolute_uri(item.get_url(self.request))

    def item_guid(self, item: ArticlePage) -> str:
        """An identity that survives a change of slug."""
        return f"urn:uuid:{uuid5(item.translation_key, item.locale.language_code)}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: ArticlePage) -> datetime:
        """The date shown to readers."""
        return item.date

    def item_updateddate(self, item: ArticlePage) -> datetime:
        """The date of the last change."""
        return item.last_published_at or item.date

    def item_categories(self, item: ArticlePage) -> list[str]:
        """The article's tags."""
        return [writable(tag.name) for tag in item.published_tags]

    def item_extra_kwargs(self, item: ArticlePage) -> dict[str, Any]:
        """The whole text, the cover, and the authors, each with their page if it exists."""
        return {
            "content": self._content(item),
            "image": self._cover(item),
            "authors": [
                {"name": writable(author.name)}
                | ({"url": self._author_address(author)} if author.live else {})
                for author in item.authors
            ],
        }

    def _content(self, item: ArticlePage) -> str:
        """Return the article's summary and text, with absolute addresses."""
        html = render_to_string(
            "feeds/article.html", {"page": item, "request": self.request}, request=self.request
        )
        return absolute(html, self.request.build_absolute_uri("/"))

    def _cover(self, item: ArticlePage) -> str:
        if not item.cover:
            return ""
        # The very picture of the text.
        return self._absolute(shown(item.cover, "cover").url)

    def _author_address(self, author: Author) -> str:
        return self._absolute(self.index.sub_url("author", author.slug))


class AtomArticleFeed(ArticleFeed):
    """The same as Atom."""

    feed_type = WholeAtomFeed


class JSONArticleFeed(ArticleFeed):
    """The same as JSON Feed 1.1."""

    feed_type = JSONFeed


FEEDS = {"rss": ArticleFeed, "atom": AtomArticleFeed, "json": JSONArticleFeed}
