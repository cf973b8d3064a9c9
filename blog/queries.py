"""Which articles a reader sees, and in what order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import ExtractYear, TruncMonth
from wagtail.models import Locale, Page

from blog.keys import LEADS
from parvis.delivery.recording import declared, key, whole
from parvis.delivery.rows import PAGE
from parvis.media.showing import renditions_of
from parvis.pages.locales import locale_for
from parvis.pages.models import PublishedQuerySet
from parvis.pages.prepared import PreparedQuery
from parvis.pages.privacy import restrictions_above

# What ties an article to its tags, authors and series, and what each row then names.
NAMED = {"article_tags": "tag", "article_authors": "author", "article_series": "series"}


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

    def newest_readable(self, locale: Locale, number: int) -> list[Any]:
        """Return the newest articles a reader of this language may find, as lists show them."""
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
        links = _links(self.model, relation).filter(**key)
        if is_common:
            return self.filter(Exists(links.filter(article_id=OuterRef("pk"))))
        return self.filter(pk__in=links.values("article"))

    def in_series(self, series: Any) -> "ArticleQuerySet":
        """Articles of this series in any language, in the order of its parts."""
        links = _links(self.model, "article_series").filter(
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

    def count_by_year(self) -> list[tuple[int, int]]:
        """Return the years there are articles of with their number, the latest first."""
        years = self.order_by().annotate(year=ExtractYear("date")).values_list("year")
        return list(years.annotate(count=Count("pk")).order_by("-year"))

    def count_by_month(self) -> list[tuple[date, int]]:
        """Return the first days of the months likewise."""
        first = TruncMonth("date", output_field=DateField())
        months = self.order_by().annotate(month=first).values_list("month")
        return list(months.annotate(count=Count("pk")).order_by("-month"))

    def for_listing(self) -> "ArticleQuerySet":
        """What a list shows, in a number of queries that does not depend on its length."""
        return (
            self.defer("body", "front_matter")
            .select_related("cover")
            .prefetch_related(
                self._prefetch("article_tags", "tag"),
                renditions_of("cover", "lead", "beside", "row"),
            )
        )

    def for_feed(self) -> "ArticleQuerySet":
        """What a feed tells, likewise; what bodies hold is fetched apart."""
        return self.select_related("cover").prefetch_related(
            self._prefetch("article_tags", "tag"), self._prefetch("article_authors", "author")
        )

    def _prefetch(self, relation: str, target: str) -> Prefetch:
        links = _links(self.model, relation).select_related(target)
        return Prefetch(relation, links.order_by("sort_order"))

    def for_indexing(self) -> "ArticleQuerySet":
        """What the search index takes of each article, in as many queries for any number."""
        return self.prefetch_related(
            *(
                Prefetch(name, _links(self.model, name).order_by("sort_order").select_related(end))
                for name, end in NAMED.items()
            )
        )


@dataclass(frozen=True)
class Leads:
    """Where an article leads on to.

    The articles published just before and just after it, None at either end, those on the same
    subject, nearest first, and the parts of its series in order, itself among them.
    """

    earlier: Any = None
    later: Any = None
    related: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class SeriesPlace:
    """Where an article stands in its series: which of how many, and the parts around it."""

    series: Any
    number: int
    parts: list[Any]
    before: Any = None
    after: Any = None


def place_of(article: Any) -> SeriesPlace | None:
    """Return an article’s place in its series; None where it is in none, or alone in it."""
    parts = article.leads.parts
    keys = [part.pk for part in parts]
    if len(parts) < 2 or article.pk not in keys:
        return None
    number = keys.index(article.pk)
    return SeriesPlace(
        article.series[0],
        number + 1,
        parts,
        parts[number - 1] if number else None,
        parts[number + 1] if number + 1 < len(parts) else None,
    )


def leads_of(article: Any) -> Leads:
    """Return the leads of an article in its language, in one query along the dates' index.

    None of one that is previewed before it is first saved.
    """
    if article.pk is None:
        return Leads()
    with declared(key(LEADS, article.pk), whole(series_of(article))):
        pages = _LEADS.ask(
            type(article), key=article.pk, locale=article.locale_id, date=article.date
        )
    here = (article.date, article.pk)
    # In the order of dates: what stands around the article is nearest to it.
    earlier = [page for page in pages if (page.date, page.pk) < here]
    later = [page for page in pages if (page.date, page.pk) > here]
    related = [page for page in pages if page.position is not None]
    related.sort(key=attrgetter("position"))
    parts = [page for page in pages if page.part is not None]
    parts.sort(key=attrgetter("part"))
    return Leads(earlier[-1] if earlier else None, later[0] if later else None, related, parts)


def named_of(article: Any) -> dict[str, list[Any]]:
    """Return the tags, authors and series of an article by relation, in one query.

    It asks for what a link to them shows: the rest is asked for where it is read.
    """
    found: dict[str, list[Any]] = {relation: [] for relation in NAMED}
    with declared(key(PAGE, article.pk)):
        rows = _NAMED.ask(type(article), key=article.pk)
    for relation, _order, *values in rows:
        model = _links(type(article), relation).model._meta.get_field(NAMED[relation]).related_model
        known = dict(zip(_LINKED, values, strict=True))
        names = [each.attname for each in model._meta.concrete_fields if each.attname in known]
        named = model.from_db(article._state.db, names, [known[name] for name in names])
        found[relation].append(named)
    return found


def series_of(article: Any) -> Any:
    """Return the model of series, which is defined after this."""
    link = _links(type(article), "article_series").model
    return link._meta.get_field("series").related_model


def _leads(model: Any, key: Any, locale: Any, date: Any) -> Any:
    everyone = model.objects.published(locale).order_by("date", "pk")
    dated = everyone.exclude(pk=key)
    before = Q(date=date, pk__lt=key) | Q(date__lt=date)
    after = Q(date=date, pk__gt=key) | Q(date__gt=date)
    ends = [
        dated.filter(before, date__lte=date).reverse(),
        dated.filter(after, date__gte=date),
    ]
    first, last = (Subquery(end.values("pk")[:1]) for end in ends)
    rows = model._meta.get_field("related").related_model.objects.filter(article=key)
    position = rows.filter(other=OuterRef("pk")).values("position")
    links = _links(model, "article_series")
    own = links.filter(article=key).values("series")
    of_series = links.filter(series__in=own, series__live=True)
    part = of_series.filter(article=OuterRef("pk")).order_by("part").values("part")[:1]
    return (
        everyone.filter(
            Q(pk=first)
            | Q(pk=last)
            | Q(pk__in=rows.values("other"))
            | Q(pk__in=of_series.values("article"))
        )
        .annotate(position=Subquery(position), part=Subquery(part))
        .defer("body", "front_matter")
    )


def _named(model: Any, key: Any) -> Any:
    """Return the rows of `named_of`, one relation after the other, each in its editor’s order."""
    relations = []
    for relation, end in NAMED.items():
        ends = [f"{end}__{name}" for name in _LINKED]
        rows = _links(model, relation).filter(article=key).annotate(relation=Value(relation))
        relations.append(rows.values_list("relation", "sort_order", *ends).order_by())
    return relations[0].union(*relations[1:], all=True).order_by("relation", "sort_order")


def _newest(model: Any, number: int, locales: tuple[int, ...]) -> Any:
    return model.objects.in_first_of(locales).newest_first().for_listing()[:number]


def _order_of(locale: Locale) -> tuple[int, ...]:
    """Return the ids of the languages a reader of this one is shown articles in, this one first."""
    others = [code for code in settings.CONTENT_LANGUAGES if code != locale.language_code]
    return (locale.pk, *(found.pk for found in map(locale_for, others) if found is not None))


_LINKED = ["id", "name", "slug", "live", "locale_id"]
_KEY = IntegerField()
_LEADS = PreparedQuery(_leads, key=_KEY, locale=_KEY, date=DateTimeField())
_NAMED = PreparedQuery(_named, key=_KEY)
_NEWEST = PreparedQuery(_newest)


def _shown(*conditions: Q, **more: Any) -> Any:
    """Return the pages for which this holds that readers may see, aliases left out."""
    found = Page.objects.order_by().live().filter(*conditions, alias_of__isnull=True, **more)
    return found.filter(~Exists(restrictions_above()))


def _links(model: Any, relation: str) -> Any:
    """Return the rows that tie articles to their tags or authors."""
    return model._meta.get_field(relation).related_model.objects.all()
