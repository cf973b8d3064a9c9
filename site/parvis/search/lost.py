"""An address that leads nowhere, and what it may have meant."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from parvis.discovery.head import HOME_DEPTH, Head
from parvis.discovery.views import home_links
from parvis.pages.locales import locale_for, locale_of
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


Source = Callable[[str, Locale], Iterable[Offer]]
_sources: list[Source] = []


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


def register_offers(source: Source) -> None:
    """Offer more than pages: `source(slug, locale)` returns what it knows by that slug."""
    _sources.append(source)


def offers(slug: str, locale: Locale | None, request: HttpRequest) -> list[Offer]:
    """Return what `slug` may have meant, `OFFERED` at most, the surest first.

    Pages that bear it or did, wherever they stand and in whatever language, each by its translation
    where this language has one; what other apps know by it; where there is neither, pages that have
    its words in their titles.
    """
    if not slug or locale is None:
        return []
    found = [_offer(page, locale, request) for page in bearing(slug, locale)]
    found += [offer for source in _sources for offer in source(slug, locale)]
    found = found or [_offer(page, locale, request) for page in alike(slug, locale)]
    return found[:OFFERED]


def bearing(slug: str, locale: Locale) -> list[Page]:
    """Return readable pages by a slug that a version of theirs has, or had while it was public."""
    pages = PublishedQuerySet(Page).filter(depth__gt=HOME_DEPTH, alias_of__isnull=True)
    known = pages.filter(Q(live=True) | Q(first_published_at__isnull=False), slug=slug)
    versions = (
        pages.published()
        .filter(translation_key__in=known.values("translation_key"))
        .select_related("locale")
    )
    few = versions.order_by("pk")[: OFFERED * len(settings.LANGUAGES)]
    return best_versions(few, slug, locale)


def best_versions(versions: Iterable[Any], slug: str, locale: Locale) -> list[Any]:
    """Return one version of each thing: in this language, else with this slug, else the first."""
    order = list(settings.CONTENT_LANGUAGES)

    def rank(version: Any) -> tuple[bool, bool, int]:
        code = locale_of(version.locale_id).language_code
        place = order.index(code) if code in order else len(order)
        return version.locale_id != locale.pk, version.slug != slug, place

    best: dict[Any, Any] = {}
    for version in versions:
        key = version.translation_key
        if key not in best or rank(version) < rank(best[key]):
            best[key] = version
    return list(best.values())


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
