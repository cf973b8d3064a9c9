"""What the pages of a language announce of the publication in it."""

from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Locale

from blog.models import BlogIndexPage
from parvis.delivery.parts import part
from parvis.delivery.recording import declared, whole
from parvis.discovery.feeds import Feed
from parvis.pages.locales import locale_for


def feeds(request: HttpRequest, code: str) -> list[Feed]:
    """Return the feeds of a language’s articles, where readers may have them."""
    locale = locale_for(code)
    if locale is None:
        return []
    place = (code, request.scheme, request.get_host())
    return list(part("feeds", *place, make=lambda: _feeds(request, code, locale)))


def _feeds(request: HttpRequest, code: str, locale: Locale) -> tuple[Feed, ...]:
    with override(code), declared(whole(BlogIndexPage)):
        indexes = BlogIndexPage.objects.published(locale).order_by("path")
        return tuple(feed for index in indexes for feed in index.feeds(request))
