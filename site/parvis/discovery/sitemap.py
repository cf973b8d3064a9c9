"""The sitemap: every indexable address of every language, each with its alternates."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.gzip import gzip_page


@dataclass(frozen=True)
class Entry:
    """One address, the date it last changed and its (hreflang, address) alternates."""

    url: str
    changed: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)


# Addresses in a file, about: the protocol allows five times as many, and no robot likes them.
ADDRESSES = 10_000
# Rows that are in memory with their pages at a time.
BATCH = 250
# A queryset or a sequence. A row is what exists in several languages, told by a key; its addresses
# stand in one file, or robots would see its alternates half.
Rows = Any


@dataclass(frozen=True)
class Section:
    """A part of the sitemap: its rows, in an order that stays, and the entries of some of them."""

    rows: Callable[[], Rows]
    entries: Callable[[HttpRequest, Sequence[Any]], Iterable[Entry]]


_sections: dict[str, Section] = {}


def register_section(
    name: str,
    rows: Callable[[], Rows],
    entries: Callable[[HttpRequest, Sequence[Any]], Iterable[Entry]],
) -> None:
    """Add a section, which fills as many files as its rows need. Apps call this when ready."""
    _sections[name] = Section(rows, entries)


def index(request: HttpRequest) -> HttpResponse:
    """The list of files."""
    addresses = [
        request.build_absolute_uri(
            reverse("sitemap_section", args=[name])
            if page == 1
            else reverse("sitemap_page", args=[name, page])
        )
        for name, section in _sections.items()
        for page in range(1, _files(section.rows()) + 1)
    ]
    return render(
        request, "discovery/sitemap_index.xml", {"addresses": addresses}, "application/xml"
    )


@gzip_page
def section(request: HttpRequest, section: str, page: int = 1) -> StreamingHttpResponse:
    """One file, sent as it is made: what it needs does not grow with it."""
    found = _sections.get(section)
    rows = found.rows() if found else ()
    if found is None or not 1 <= page <= _files(rows):
        raise Http404
    size = _rows_of_a_file()
    wanted = list(rows[(page - 1) * size : page * size])
    return StreamingHttpResponse(_parts(request, found, wanted), content_type="application/xml")


def _parts(request: HttpRequest, section: Section, rows: list[Any]) -> Iterator[str]:
    beginning, end = render_to_string("discovery/sitemap.xml").split("<!-- urls -->")
    yield beginning
    for start in range(0, len(rows), BATCH):
        entries = section.entries(request, rows[start : start + BATCH])
        yield render_to_string("discovery/sitemap_urls.xml", {"entries": entries})
    yield end


def _files(rows: Rows) -> int:
    """Return how many files hold the rows, one at least."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return max(1, -(-count // _rows_of_a_file()))


def _rows_of_a_file() -> int:
    """Return how many rows a file has room for in every language."""
    return max(1, ADDRESSES // len(settings.CONTENT_LANGUAGES))
