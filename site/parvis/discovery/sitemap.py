"""The sitemap: every address of every language, each with its alternates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One address, the date it last changed and its (hreflang, address) alternates."""

    url: str
    changed: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)


Source = Callable[[HttpRequest], Iterator[Entry]]
SECTIONS: dict[str, Source] = {}


def register_section(name: str, source: Source) -> None:
    """Add a section: `source(request)` yields its entries. Apps call this when they are ready."""
    SECTIONS[name] = source


def index(request: HttpRequest) -> HttpResponse:
    """The list of sections."""
    addresses = [
        request.build_absolute_uri(reverse("sitemap_section", args=[name])) for name in SECTIONS
    ]
    return render(
        request, "discovery/sitemap_index.xml", {"addresses": addresses}, "application/xml"
    )


def section(request: HttpRequest, section: str) -> HttpResponse:
    """One section."""
    source = SECTIONS.get(section)
    if source is None:
        raise Http404
    return render(request, "discovery/sitemap.xml", {"entries": source(request)}, "application/xml")
