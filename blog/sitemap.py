"""The publication's lists for the sitemap: every one a reader finds something in, page by page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override

from blog.models import BlogIndexPage
from parvis.discovery.pairs import entries_of
from parvis.discovery.sitemap import Entry


@dataclass(frozen=True)
class Row:
    """A page of a list: the view's name, and its arguments by the locale of each index with it."""

    name: str
    arguments: dict[int, tuple[Any, ...]]
    number: int


def rows() -> list[Row]:
    """Return each page of each list that an index has in some language."""
    # By what a list is of, whatever its language: the locales that have it, with the arguments of
    # its address and its number of articles.
    found: dict[tuple[Any, ...], dict[int, tuple[tuple[Any, ...], int]]] = defaultdict(dict)
    for index in BlogIndexPage.objects.published().select_related("locale"):
        for of, arguments, count in _lists(index):
            found[of][index.locale_id] = arguments, count
    return [
        Row(
            of[0],
            {locale: told for locale, (told, count) in places.items() if number <= _pages(count)},
            number,
        )
        for of, places in found.items()
        for number in range(1, max(_pages(count) for _told, count in places.values()) + 1)
    ]


def entries(request: HttpRequest, rows: Sequence[Row]) -> Iterator[Entry]:
    """Yield the addresses of these pages in every language."""
    indexes = {
        index.locale_id: index
        for index in BlogIndexPage.objects.published().select_related("locale")
    }
    for row in rows:
        addresses = {}
        for locale, arguments in row.arguments.items():
            index = indexes[locale]
            with override(index.locale.language_code):
                url = index.sub_url(row.name, *arguments) if row.name else index.url
            addresses[index.locale.language_code] = (
                url if row.number == 1 else f"{url}?page={row.number}"
            )
        yield from entries_of(addresses, request)


def _lists(index: BlogIndexPage) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], int]]:
    """Yield what each list of an index is of, its arguments and how many articles it pages."""
    yield ("",), (), index.articles().count()
    series = index.series_with_counts()
    for name in ("tags", "authors", *(["series_list"] if series else [])):
        yield (name,), (), 0
    for name, subjects in (
        ("tag", index.tags_with_counts()),
        ("author", index.authors_with_counts()),
        ("series", series),
    ):
        for subject in subjects:
            yield (name, subject.translation_key), (subject.slug,), subject.count
    for year, count in index.years():
        yield ("year", year), (year,), count
    for month, count in index.months():
        yield ("month", month), (month.year, month.month), count


def _pages(count: int) -> int:
    return max(1, -(-count // settings.PARVIS_PER_PAGE))
