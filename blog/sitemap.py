"""The publication's addresses for the sitemap: articles, and the lists they stand in."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest

from blog.models import ArticlePage, Author, BlogIndexPage, Tag
from parvis.discovery.pairs import entries
from parvis.discovery.sitemap import Entry


def articles(request: HttpRequest) -> Iterator[Entry]:
    """Yield every published article of every language."""
    pages = (
        ArticlePage.objects.published().select_related("locale").defer("body", "front_matter")
    ).order_by("-date")
    yield from entries(
        pages, lambda page: page.get_url(request), request, lambda page: page.last_published_at
    )


def lists(request: HttpRequest) -> Iterator[Entry]:
    """Yield the indexes, their tags, authors, years and months, where a reader finds something."""
    indexes = list(BlogIndexPage.objects.published().select_related("locale"))
    by_locale = {index.locale_id: index for index in indexes}
    yield from entries(indexes, lambda index: index.get_url(request), request)
    for name in ("tags", "authors"):
        yield from entries(indexes, _sub_address(name), request)
    tags = [tag for index in indexes for tag in index.tags_with_counts()]
    yield from entries(tags, _subject_address(by_locale, "tag"), request)
    authors = [
        author
        for author in Author.objects.published().select_related("locale")
        if author.locale_id in by_locale
    ]
    yield from entries(authors, _subject_address(by_locale, "author"), request)
    years = {index.pk: {year for year, _count in index.years()} for index in indexes}
    for year in sorted(set().union(*years.values()), reverse=True):
        with_year = [index for index in indexes if year in years[index.pk]]
        yield from entries(with_year, _sub_address("year", year), request)
    months = {index.pk: {month for month, _count in index.months()} for index in indexes}
    for month in sorted(set().union(*months.values()), reverse=True):
        with_month = [index for index in indexes if month in months[index.pk]]
        yield from entries(with_month, _sub_address("month", month.year, month.month), request)


def _sub_address(name: str, *args: Any) -> Callable[[BlogIndexPage], str]:
    return lambda index: index.sub_url(name, *args)


def _subject_address(by_locale: dict[int, BlogIndexPage], name: str) -> Callable[[Any], str | None]:
    def address(subject: Tag | Author) -> str | None:
        index = by_locale.get(subject.locale_id)
        return index.sub_url(name, subject.slug) if index else None

    return address
