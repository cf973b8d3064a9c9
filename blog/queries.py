"""Which articles a reader sees, and in what order."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Mod, RowNumber, TruncMonth
from django.utils import timezone
from wagtail.models import Locale, Page

from parvis.media.showing import renditions_of
from parvis.pages.locales import locale_for
from parvis.pages.models import PublishedQuerySet
from parvis.pages.prepared import PreparedQuery
from parvis.pages.privacy import restrictions_above

# What ties an article to its tags, authors and series, and what each row then names.
NAMED = {"article_tags": "tag", "article_authors": "author", "article_series": "series"}


AT_ONCE = 12  # periods that are counted in one query


class ArticleQuerySet(PublishedQuerySet):
    """Every public listing of articles starts here: index, tags, authors, feeds, search."""

    def published(self, locale: Any = None) -> "ArticleQuerySet":
        """Live, public, original articles, in `locale` where one is given.

        Each is looked at by itself: in the order of dates, a database ends with the last that is
        wanted. It would not see that of two tables that are joined.
        """
        in_language = Q() if locale is None else Q(locale=locale)
        return self.filter(Exists(_shown(in_language, pk=OuterRef("pk"))))

    def readable_in(self, locale: Locale) -> "ArticleQuerySet":
        """One row per article: in `locale` where it exists, else in the first language that has it.

        The others are shown with their own language and lead to their own address.
        """
        return self.in_first_of(_order_of(locale))

    def newest_readable(self, locale: Locale, number: int) -> list[tuple[int, UUID]]:
        """Return the newest articles a reader of this language may find, as `for_list` does."""
        return _NEWEST.ask(self.model, number, _order_of(locale))

    def in_first_of(self, locales: tuple[int, ...]) -> "ArticleQuerySet":
        """Each article in the first of these languages that has it."""
        shown = Q()
        for number, own in enumerate(locales):
            same = {"translation_key": OuterRef("translation_key"), "locale__in": locales[:number]}
            shown |= Q(locale=own) & ~Exists(_shown(**same)) if number else Q(locale=own)
        return self.filter(Exists(_shown(shown, pk=OuterRef("pk"))))

    def newest_first(self) -> "ArticleQuerySet":
        """Newest first; the key settles equal dates, so that pages never repeat an article."""
        return self.order_by("-date", "-pk")

    def from_place(self, moment: Any, key: Any) -> "ArticleQuerySet":
        """In the order of `newest_first`, the article of this date and key and those after it.

        Written so that a database begins at the date.
        """
        return self.filter(date__lte=moment).exclude(date=moment, pk__gt=key)

    def every(self, number: int) -> Any:
        """Return date and key of the first and of each so-many-th after it, newest first."""
        order = F("date").desc(), F("pk").desc()
        ranked = self.order_by().annotate(rank=Window(RowNumber(), order_by=order))
        found = ranked.annotate(rest=Mod(F("rank"), Value(number))).filter(rest=1)
        return found.newest_first().values_list("date", "pk")

    def tagged(self, tag: Any, *, is_common: bool = False) -> "ArticleQuerySet":
        """Articles with this tag in any language.

        The first articles of a common tag are found soonest along the dates of all; those of
        another, by the tag.
        """
        return self._linked("article_tags", "tag", tag, is_common=is_common)

    def written_by(self, author: Any, *, is_common: bool = False) -> "ArticleQuerySet":
        """Articles by this author in any language, likewise."""
        return self._linked("article_authors", "author", author, is_common=is_common)

    def _linked(
        self, relation: str, field: str, named: Any, *, is_common: bool
    ) -> "ArticleQuerySet":
        key = {f"{field}__translation_key": named.translation_key}
        links = links_of(self.model, relation).filter(**key)
        if is_common:
            return self.filter(Exists(links.filter(article_id=OuterRef("pk"))))
        return self.filter(pk__in=links.values("article"))

    def in_series(self, series: Any) -> "ArticleQuerySet":
        """Articles of this series in any language, in the order of its parts."""
        links = links_of(self.model, "article_series").filter(
            series__translation_key=series.translation_key
        )
        part = links.filter(article_id=OuterRef("pk")).order_by("part").values("part")[:1]
        found = self.filter(pk__in=links.values("article")).annotate(part=Subquery(part))
        return found.order_by("part", "date", "pk")

    def count_by_locale(self, narrow: Callable[[Any], Any]) -> dict[int, int]:
        """Return, by locale id, how many of the articles readable there `narrow` keeps.

        One query, whatever the number of languages.
        """
        counts = [
            narrow(self.readable_in(locale))
            .order_by()
            .annotate(reader=Value(locale.pk))
            .values("reader")
            .annotate(count=Count("pk"))
            for locale in map(locale_for, settings.CONTENT_LANGUAGES)
            if locale is not None
        ]
        found = counts[0].union(*counts[1:], all=True)
        return {row["reader"]: row["count"] for row in found}

    def years(self) -> range:
        """Return all years from that of the first article, of drafts too, to that of the last."""
        # Each apart: it is then at an end of an index.
        dates = self.model.objects.values("date")
        ends = self.model.objects.order_by().annotate(
            first=Subquery(dates.order_by("date")[:1]), last=Subquery(dates.order_by("-date")[:1])
        )
        for first, last in ends.values_list("first", "last")[:1]:
            return range(timezone.localtime(first).year, timezone.localtime(last).year + 1)
        return range(0)

    def count_in(self, locale: Locale, periods: Sequence[tuple[date, date]]) -> list[int]:
        """Return how many articles are readable in a language from each first day up to the other.

        Between dates, which an index knows: to ask every article for its month takes far longer.
        """
        found: list[int] = []
        for start in range(0, len(periods), AT_ONCE):
            some = periods[start : start + AT_ONCE]
            # Most often one is asked for, or many: a period of no days counts nothing.
            places = AT_ONCE if len(some) > 1 else 1
            ends = [*some, *[(some[0][0], some[0][0])] * (places - len(some))]
            asked = {
                f"{name}_{place}": midnight(day)
                for place, period in enumerate(ends)
                for name, day in zip(("first", "after"), period, strict=True)
            }
            counts = dict(_COUNTS.ask(self.model, places, _order_of(locale), **asked))
            found += [counts.get(place, 0) for place in range(len(some))]
        return found

    def count_by_month(self) -> list[tuple[date, int]]:
        """Return the months by their first days with their number of articles, the latest first."""
        first = TruncMonth("date", output_field=DateField())
        each = self.order_by().annotate(month=first).values_list("month")
        return list(each.annotate(count=Count("pk")).order_by("-month"))

    def for_list(self) -> Any:
        """Return what a list knows of its articles: their ids and translation keys."""
        return self.values_list("pk", "translation_key")

    def for_listing(self) -> "ArticleQuerySet":
        """What a list shows, in a number of queries that does not depend on its length."""
        return (
            self.defer("body", "prepared", "front_matter")
            .select_related("cover")
            .prefetch_related(
                self._prefetch("article_tags", "tag"),
                renditions_of("cover", "lead", "beside", "row"),
            )
        )

    def for_feed(self) -> "ArticleQuerySet":
        """What a feed tells, likewise; what bodies hold is fetched apart."""
        found = self.defer("prepared").select_related("cover")
        return found.prefetch_related(
            self._prefetch("article_tags", "tag"), self._prefetch("article_authors", "author")
        )

    def _prefetch(self, relation: str, target: str) -> Prefetch:
        links = links_of(self.model, relation).select_related(target)
        return Prefetch(relation, links.order_by("sort_order"))

    def for_indexing(self) -> "ArticleQuerySet":
        """What the search index takes of each article, in as many queries for any number."""
        return self.defer("prepared").prefetch_related(
            *(
                Prefetch(
                    name, links_of(self.model, name).order_by("sort_order").select_related(end)
                )
                for name, end in NAMED.items()
            )
        )


def midnight(day: date) -> datetime:
    """Return when a day begins, where the site is."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def _newest(model: Any, number: int, locales: tuple[int, ...]) -> Any:
    return model.objects.in_first_of(locales).newest_first().for_list()[:number]


def _order_of(locale: Locale) -> tuple[int, ...]:
    """Return the ids of the languages a reader of this one is shown articles in, this one first."""
    others = [code for code in settings.CONTENT_LANGUAGES if code != locale.language_code]
    return (locale.pk, *(found.pk for found in map(locale_for, others) if found is not None))


def _counts(model: Any, places: int, locales: tuple[int, ...], **ends: Any) -> Any:
    counts = [
        model.objects.in_first_of(locales)
        .order_by()
        .filter(date__gte=ends[f"first_{place}"], date__lt=ends[f"after_{place}"])
        .annotate(place=Value(place))
        .values("place")
        .annotate(count=Count("pk"))
        .values_list("place", "count")
        for place in range(places)
    ]
    return counts[0].union(*counts[1:], all=True)


_NEWEST = PreparedQuery(_newest)
_ENDS = [f"{name}_{place}" for place in range(AT_ONCE) for name in ("first", "after")]
_COUNTS = PreparedQuery(_counts, **{name: DateTimeField() for name in _ENDS})


def _shown(*conditions: Q, **more: Any) -> Any:
    """Return the pages for which this holds that readers may see, aliases left out."""
    found = Page.objects.order_by().live().filter(*conditions, alias_of__isnull=True, **more)
    return found.filter(~Exists(restrictions_above()))


def links_of(model: Any, relation: str) -> Any:
    """Return the rows that tie articles to their tags, authors or series."""
    return model._meta.get_field(relation).related_model.objects.all()
