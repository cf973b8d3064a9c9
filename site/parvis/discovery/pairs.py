"""Sitemap entries of what exists in several languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Page

from parvis.discovery.head import HOME_DEPTH
from parvis.discovery.sitemap import Entry, register_section
from parvis.pages.models import PublishedQuerySet


def register_pages(name: str, *models: type[Page]) -> None:
    """Add a section with every published page of these types."""

    def pages() -> QuerySet[Any]:
        return PublishedQuerySet(Page).published().exact_type(*models)

    def keys() -> QuerySet[Any, Any]:
        ordered = pages().order_by("translation_key")
        return ordered.values_list("translation_key", flat=True).distinct()

    def entries(request: HttpRequest, keys: Sequence[Any]) -> Iterator[Entry]:
        groups: dict[Any, dict[str, Page]] = defaultdict(dict)
        for page in pages().filter(translation_key__in=keys).select_related("locale"):
            groups[page.translation_key][page.locale.language_code] = page
        for group in groups.values():
            yield from _entries_of_pages(group, request)

    register_section(name, keys, entries)


def entries_of(
    addresses: Mapping[str, str],
    request: HttpRequest,
    changed: Mapping[str, datetime | None] | None = None,
    default: str = "",
) -> Iterator[Entry]:
    """Yield an entry for each address, by language, with all of them as alternates.

    The default among these is the address given, which then has an entry too, else that of the
    site's first language that has one.
    """
    told = [
        (code, request.build_absolute_uri(addresses[code]))
        for code in settings.CONTENT_LANGUAGES
        if code in addresses
    ]
    if not told:
        return
    first = request.build_absolute_uri(default) if default else told[0][1]
    alternates = [*told, ("x-default", first)]
    if default:
        yield Entry(first, None, alternates)
    for code, url in told:
        yield Entry(url, (changed or {}).get(code), alternates)


def _entries_of_pages(pages: Mapping[str, Page], request: HttpRequest) -> Iterable[Entry]:
    addresses = {}
    for code, page in pages.items():
        with override(code):
            if url := page.get_url(request):
                addresses[code] = url
    changed = {code: page.last_published_at for code, page in pages.items()}
    is_home = any(page.depth == HOME_DEPTH for page in pages.values())
    return entries_of(addresses, request, changed, "/" if is_home else "")
