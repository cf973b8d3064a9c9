"""A list of articles, as each language shows it."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import DateTimeField, UUIDField
from django.db.models.fields import IntegerField
from django.http import Http404, HttpRequest

from blog.keys import articles_of
from blog.listed import ListedArticles
from blog.models.article import ArticlePage
from parvis.delivery.parts import part
from parvis.delivery.recording import declared
from parvis.discovery.languages import Place
from parvis.pages.prepared import PreparedQuery

# Of so many articles, the newest are found soonest by looking at the newest of all.
COMMON = 250
# Of a long list, what stands at each so-many-th place is remembered: nobody counts to the rest.
EVERY = 20


# How the articles of a subject are found; the last argument says whether they are many.
OF_SUBJECTS: dict[str, Callable[[Any, Any, bool], Any]] = {
    "tag": lambda tag, articles, is_common: articles.tagged(tag, is_common=is_common),
    "author": lambda author, articles, is_common: articles.written_by(author, is_common=is_common),
    "series": lambda series, articles, _is_common: articles.in_series(series),
}


def _page(
    name: str, is_common: bool, locale: Any, start: int, end: int | None, subject: Any
) -> Any:
    """Return a page of all articles, or of any subject of a kind, its translation key left open."""
    articles = ArticlePage.objects.readable_in(locale).newest_first()
    if name:
        named = SimpleNamespace(translation_key=subject)
        articles = OF_SUBJECTS[name](named, articles, is_common)
    return articles.for_list()[start:end]


def _further(
    name: str, is_common: bool, locale: Any, start: int, end: int, subject: Any, date: Any, key: Any
) -> Any:
    """Return a page of the same articles, counted from the one of a date and a key."""
    articles = _page(name, is_common, locale, 0, None, subject)
    return articles.from_place(date, key)[start:end]


_PAGE = PreparedQuery(_page, subject=UUIDField())
_FURTHER = PreparedQuery(_further, subject=UUIDField(), date=DateTimeField(), key=IntegerField())


class Milestone(NamedTuple):
    """An article of a long list: how many stand before it, its date and its key."""

    rank: int
    date: datetime
    pk: int


class Listing:
    """The articles of an index that `narrow` keeps, under the view `name` of that index.

    It is also told whether many are kept (`is_common`), which there are two ways to find.

    The list of a tag or an author, its `subject`, stands in other languages under the name that
    subject has there; another list under the same `arguments`.
    """

    def __init__(
        self,
        narrow: Callable[[Any, bool], Any],
        name: str = "",
        arguments: tuple[Any, ...] = (),
        *,
        subject: Any = None,
    ) -> None:
        self.narrow = narrow
        self.name = name
        self.arguments = arguments
        self.subject = subject
        self._whole: int | None = None  # of all articles, which is the same in every language

    @classmethod
    def of(cls, subject: Any) -> "Listing":
        """Return the list of the articles of a tag, an author or a series."""
        name = subject._meta.model_name
        return cls(partial(OF_SUBJECTS[name], subject), name, subject=subject)

    def among(self, articles: Any, index: Any) -> Any:
        """Return those of the articles of an index’s language that are in this list."""
        return self.narrow(articles, self.count(index) >= COMMON)

    def count(self, index: Any) -> int:
        """Return the number of articles under this index."""
        if self.name:
            return self._counts.get(index.locale_id, 0)
        if self._whole is None:
            self._whole = index.number_of_articles()
        return self._whole

    def page(self, index: Any, request: HttpRequest) -> Page:
        """Return the page `?page=` asks for; raise Http404 where it does not exist."""
        paginator = Paginator((), settings.PARVIS_PER_PAGE)
        paginator.count = self.count(index)
        try:
            shown = paginator.page(request.GET.get("page", 1))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error
        with declared(articles_of(self.subject)):
            rows = self._rows(index, (shown.number - 1) * paginator.per_page)
        shown.object_list = ListedArticles(ArticlePage, rows, is_front=False)
        return shown

    def _rows(self, index: Any, start: int) -> list[Any]:
        """Return the articles of one page, as `for_list` does.

        Lists without an end are asked for most, by queries that are written once.
        """
        end = start + settings.PARVIS_PER_PAGE
        place = self._place(index, start)
        if self.arguments or self.is_in_order_of_parts:
            articles = index.articles()
            if place is not None:
                articles = articles.from_place(place.date, place.pk)
                start, end = start - place.rank, end - place.rank
            return list(self.among(articles, index).for_list()[start:end])
        is_common = self.subject is not None and self.count(index) >= COMMON
        subject = self.subject and self.subject.translation_key
        name = self.name if subject else ""
        if place is None:
            return _PAGE.ask(name, is_common, index.locale, start, end, subject=subject)
        shape = name, is_common, index.locale, start - place.rank, end - place.rank
        return _FURTHER.ask(*shape, subject=subject, date=place.date, key=place.pk)

    @property
    def is_in_order_of_parts(self) -> bool:
        """Whether the list is a series, and not in the order of dates."""
        return self.name == "series"

    def _place(self, index: Any, start: int) -> "Milestone | None":
        """Return the last place before the article of this rank that is remembered, if any is."""
        if start < EVERY or self.is_in_order_of_parts:
            return None
        key = self.subject and self.subject.translation_key
        name = "milestones", self.name, *self.arguments, key, index.locale_id
        places = part(*name, make=lambda: self._milestones(index))
        number = min(start // EVERY, len(places) - 1)
        return Milestone(number * EVERY, *places[number]) if number > 0 else None

    def _milestones(self, index: Any) -> list[tuple[datetime, int]]:
        """Return date and key of the first article and of each `EVERY`-th after it."""
        with declared(articles_of(self.subject)):
            return list(self.among(index.articles(), index).every(EVERY))

    def beginning(self, index: Any) -> Place | None:
        """Return the first page of the list under this index, or None where it has none."""
        if not self.name:
            return Place(index.url, index.title)
        if self.subject is None:
            found, arguments = index, self.arguments
        else:
            found = self._counterparts.get(index.locale_id)
            arguments = (found.slug,) if found else ()
        is_own = found is self.subject
        if found is None or not (self.count(index) or is_own):
            return None
        return Place(index.sub_url(self.name, *arguments), str(found))

    def address(self, index: Any, number: int) -> str | None:
        """Return the address of the page `number` under this index, or None without one."""
        place = self.beginning(index)
        if place is None or number > max(1, -(-self.count(index) // settings.PARVIS_PER_PAGE)):
            return None
        return place.url if number == 1 else f"{place.url}?page={number}"

    @cached_property
    def _counts(self) -> dict[int, int]:
        key = self.subject and self.subject.translation_key
        return part("counts", self.name, *self.arguments, key, make=self._count)

    def _count(self) -> dict[int, int]:
        with declared(articles_of(self.subject)):
            return ArticlePage.objects.count_by_locale(
                lambda articles: self.narrow(articles, False)
            )

    @cached_property
    def _counterparts(self) -> dict[int, Any]:
        """The published translations of the subject by locale id, itself included."""
        others = type(self.subject).objects.published()
        found = others.filter(translation_key=self.subject.translation_key)
        return {other.locale_id: other for other in found} | {self.subject.locale_id: self.subject}
