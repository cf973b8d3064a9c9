"""The publication's addresses for the sitemap: articles, and the lists they stand in."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from blog.models import ArticlePage, Author, BlogIndexPage, Series, Tag
from parvis.discovery.pairs import entries
from parvis.discovery.sitemap import ADDRESSES, Entry


def pages_of_articles() -> int:
    """Return how many files the articles fill, one at least."""
    return max(1, -(-_keys().count() // _works()))


def articles(request: HttpRequest, number: int) -> Iterator[Entry]:
    """Yield the published articles of a file, each with its translations."""
    keys = _keys()[(number - 1) * _works() : number * _works()]
    pages = ArticlePage.objects.published().filter(translation_key__in=keys)
    yield from entries(
        pages.select_related("locale").defer("body", "front_matter").order_by("-date"),
        lambda page: page.get_url(request),
        request,
        lambda page: page.last_published_at,
    )


def _keys() -> Any:
    """Return the keys of the published works, whatever the languages each exists in."""
    published = ArticlePage.objects.published().order_by("translation_key")
    return published.values("translation_key").distinct()


def _works() -> int:
    """Return how many works a file has room for in every language."""
    return max(1, ADDRESSES // len(settings.CONTENT_LANGUAGES))


def lists(request: HttpRequest) -> Iterator[Entry]:
    """Yield the indexes, their tags, authors, years and months, where a reader finds something."""
    indexes = list(BlogIndexPage.objects.published().select_related("locale"))
    by_locale = {index.locale_id: index for index in indexes}
    yield from entries(indexes, lambda index: index.get_url(request), request)
    for name in ("tags", "authors"):
        yield from entries(indexes, _sub_address(name), request)
    tags = [tag for index in indexes for tag in index.tags_with_counts()]
    yield from entries(tags, _subject_address(by_locale, "tag"), request)
    series = {index.pk: index.series_with_counts() for index in indexes}
    with_series = [index for index in indexes if series[index.pk]]
    yield from entries(with_series, _sub_address("series_list"), request)
    told = [one for index in indexes for one in series[index.pk]]
    yield from entries(told, _subject_address(by_locale, "series"), request)
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
    def address(subject: Tag | Author | Series) -> str | None:
        index = by_locale.get(subject.locale_id)
        return index.sub_url(name, subject.slug) if index else None

    return address
