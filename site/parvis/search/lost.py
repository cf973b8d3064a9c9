"""An address that leads nowhere, and what it may have meant."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from parvis.discovery.head import HOME_DEPTH, Head
from parvis.discovery.views import home_links
from parvis.pages.locales import locale_for
from parvis.pages.models import PublishedQuerySet
from parvis.search.query import find_pages
from parvis.search.stems import stems

OFFERED = 5
# Every other title has words of so few letters.
SHORT = 3
# The last part of an address, as a page's slug: other sites end it with the kind of file.
LAST_PART = re.compile(r"/([\w-]{3,200})(?:\.\w{2,5})?/?$")
NUMBER = re.compile(r"[\d_-]+")


@dataclass(frozen=True)
class Offer:
    """A page the reader may have wanted; `language` is empty where it is the address's own."""

    url: str
    title: str
    language: str


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the language of the address, with the pages that address may have meant."""
    code = get_language() or settings.LANGUAGE_CODE
    slug = slug_of(request.path)
    context: dict[str, Any] = {
        "languages": home_links(code),
        "head": Head(title=_("Page not found"), language=code, is_indexable=False),
        "offers": offers(slug, locale_for(code), request),
        "question": " ".join(re.split(r"[-_]+", slug)).strip(),
    }
    return render(request, "errors/404.html", context, status=404)


def slug_of(path: str) -> str:
    """Return what could be a page's slug at the end of an address, else nothing.

    Robots ask for many an address that no page ever had: one that holds no word, or is too long
    for a slug, is asked of nobody.
    """
    found = LAST_PART.search(unquote(path).replace("\0", ""))
    if found is None or NUMBER.fullmatch(found[1]):
        return ""
    codes = {code for code, _name in settings.LANGUAGES}
    return "" if found[1] in codes else found[1].lower()


def offers(slug: str, locale: Locale | None, request: HttpRequest) -> list[Offer]:
    """Return the pages `slug` may have meant, `OFFERED` at most, the surest first.

    Pages that bear it, wherever they stand and in whatever language, each by its translation where
    this language has one; where there is none, those that have its words in their titles.
    """
    if not slug or locale is None:
        return []
    readable = PublishedQuerySet(Page).published().filter(depth__gt=HOME_DEPTH)
    versions = readable.filter(
        translation_key__in=readable.filter(slug=slug).values("translation_key")
    ).select_related("locale")
    # Of each page, its own language's version, else the one that bears the slug.
    sure: dict[Any, Page] = {}
    for page in versions.order_by("pk")[: OFFERED * len(settings.LANGUAGES)]:
        if page.locale_id == locale.pk or (page.slug == slug and page.translation_key not in sure):
            sure[page.translation_key] = page
    found = list(sure.values()) or alike(slug, locale)
    return [_offer(page, locale, request) for page in found[:OFFERED]]


def alike(slug: str, locale: Locale) -> list[Page]:
    """Return pages of `locale` whose title has half of the slug's longer words or more."""
    words = [word for word in re.split(r"[-_]+", slug) if len(word) > SHORT]
    wanted = set(stems(" ".join(words), locale.language_code))
    if not wanted:
        return []
    found = find_pages(" ".join(words), locale)[0 : 2 * OFFERED]
    return [
        page
        for page in (result.page for result in found)
        if 2 * len(wanted & set(stems(page.title, locale.language_code))) >= len(wanted)
    ]


def _offer(page: Page, locale: Locale, request: HttpRequest) -> Offer:
    language = "" if page.locale_id == locale.pk else page.locale.language_code
    return Offer(page.get_url(request) or "", page.title, language)
