"""What a page says of itself in `<head>`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from parvis.delivery.recording import depend_on, key
from parvis.delivery.rows import CARD
from parvis.discovery.feeds import Feed, language_feeds
from parvis.discovery.languages import LanguageLink

# Pages of this depth are the first of their language; `/`, where a language is chosen, is their
# default.
HOME_DEPTH = 2
# How many characters search engines show of a page's title and description, about, by field.
SHOWN_BY_ENGINES = {"seo_title": 60, "search_description": 160}


@dataclass(frozen=True)
class Head:
    """Metadata of one address. All addresses are absolute."""

    title: str
    language: str
    description: str = ""
    canonical: str = ""
    image: Any = None
    # The address of a picture that needs no rendition; it then stands for `image`.
    card: str = ""
    # What that picture says.
    card_alt: str = ""
    kind: str = "website"
    alternates: list[tuple[str, str]] = field(default_factory=list)
    feeds: Sequence[Feed] = ()
    is_indexable: bool = True
    # Nodes of JSON-LD, see `parvis.discovery.structured`.
    nodes: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def for_page(
        cls, page: Any, request: HttpRequest, languages: list[LanguageLink], **changes: Any
    ) -> "Head":
        """Describe the BasePage `page` as seen at `languages`' current address.

        `changes` replaces fields. A page without feeds of its own announces its language’s.
        """
        depend_on(key(CARD, page.pk))
        current = next((link.url for link in languages if link.is_current), page.get_url(request))
        head = cls(
            title=page.meta_title,
            language=page.language_code,
            description=page.meta_description,
            canonical=request.build_absolute_uri(current),
            image=page.share_image,
            card=request.build_absolute_uri(page.card_url) if page.card_url else "",
            card_alt=page.card_title,
            alternates=alternates(request, languages, "/" if page.depth == HOME_DEPTH else ""),
            feeds=language_feeds(request, page.language_code),
        )
        return replace(head, **changes)


def alternates(
    request: HttpRequest, languages: list[LanguageLink], default: str = ""
) -> list[tuple[str, str]]:
    """Return (hreflang, address) of every translation, self included, and `x-default`.

    The default is the address given, else the site's first language that has the page. Nothing
    for a page alone in its language apart from itself: search engines want the set complete on
    every member.
    """
    pairs = [
        (link.code, request.build_absolute_uri(link.url))
        for link in languages
        if link.is_translation
    ]
    order = list(settings.CONTENT_LANGUAGES)
    if pairs:
        first = min(pairs, key=lambda pair: order.index(pair[0]))[1]
        pairs.append(("x-default", request.build_absolute_uri(default) if default else first))
    return pairs
