"""The glossaries' addresses for the sitemap."""

from collections.abc import Iterator

from django.http import HttpRequest

from parvis.discovery.pairs import entries
from parvis.discovery.sitemap import Entry
from parvis.translation.glossary.models import GlossaryPage


def glossaries(request: HttpRequest) -> Iterator[Entry]:
    """Yield the published glossary of every language."""
    yield from entries(
        GlossaryPage.objects.published().select_related("locale"),
        lambda page: page.get_url(request),
        request,
        lambda page: page.last_published_at,
    )
