"""What the pages of a language announce of the publication in it."""

from django.http import HttpRequest
from django.utils.translation import override

from blog.models import BlogIndexPage
from parvis.delivery.recording import declared, whole
from parvis.discovery.feeds import Feed
from parvis.pages.locales import locale_for


def feeds(request: HttpRequest, code: str) -> list[Feed]:
    """Return the feeds of a language’s articles, where readers may have them."""
    locale = locale_for(code)
    if locale is None:
        return []
    with override(code), declared(whole(BlogIndexPage)):
        indexes = BlogIndexPage.objects.published(locale).order_by("path")
        return [feed for index in indexes for feed in index.feeds(request)]
