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
# The entries of the page of that number, from one on.
PagedSource = Callable[[HttpRequest, int], Iterator[Entry]]
# Addresses in a file, about: the protocol allows five times as many, and no robot likes them.
ADDRESSES = 10_000


@dataclass(frozen=True)
class Section:
    """A part of the sitemap: `source(request, page)` yields entries, `pages()` says how many."""

    source: PagedSource
    pages: Callable[[], int]


_sections: dict[str, Section] = {}


def register_section(name: str, source: Source) -> None:
    """Add a section: `source(request)` yields its entries. Apps call this when they are ready."""
    _sections[name] = Section(lambda request, _page: source(request), lambda: 1)


def register_pages(name: str, source: PagedSource, pages: Callable[[], int]) -> None:
    """Add a section that may fill several files."""
    _sections[name] = Section(source, pages)


def index(request: HttpRequest) -> HttpResponse:
    """The list of files."""
    addresses = [
        request.build_absolute_uri(
            reverse("sitemap_section", args=[name])
            if page == 1
            else reverse("sitemap_page", args=[name, page])
        )
        for name, section in _sections.items()
        for page in range(1, section.pages() + 1)
    ]
    return render(
        request, "discovery/sitemap_index.xml", {"addresses": addresses}, "application/xml"
    )


def section(request: HttpRequest, section: str, page: int = 1) -> HttpResponse:
    """One file."""
    found = _sections.get(section)
    if found is None or not 1 <= page <= found.pages():
        raise Http404
    entries = found.source(request, page)
    return render(request, "discovery/sitemap.xml", {"entries": entries}, "application/xml")
