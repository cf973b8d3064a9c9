"""The frame's addresses for the sitemap: home pages, plain pages and statements."""

from collections.abc import Iterator

from django.http import HttpRequest

from home.models import AccessibilityStatementPage, HomePage, PlainPage
from parvis.discovery.pairs import entries
from parvis.discovery.sitemap import Entry


def pages(request: HttpRequest) -> Iterator[Entry]:
    """Yield every published home page, plain page and statement of every language."""
    for model, default in ((HomePage, "/"), (PlainPage, ""), (AccessibilityStatementPage, "")):
        found = model.objects.published().select_related("locale").defer_streamfields()
        yield from entries(
            found,
            lambda page: page.get_url(request),
            request,
            lambda page: page.last_published_at,
            default,
        )
