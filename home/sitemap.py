"""The frame's addresses for the sitemap: home pages and plain pages."""

from collections.abc import Iterator

from django.http import HttpRequest

from home.models import HomePage, PlainPage
from parvis.discovery.pairs import entries
from parvis.discovery.sitemap import Entry


def pages(request: HttpRequest) -> Iterator[Entry]:
    """Yield every published home page and plain page of every language."""
    for model, default in ((HomePage, "/"), (PlainPage, "")):
        found = model.objects.published().select_related("locale").defer("body")
        yield from entries(
            found,
            lambda page: page.get_url(request),
            request,
            lambda page: page.last_published_at,
            default,
        )
