"""Which articles a reader sees, and in what order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Count, DateField, Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import ExtractYear, TruncMonth
from wagtail.models import Locale

from parvis.pages.locales import locale_for
from parvis.pages.models import PublishedQuerySet


class ArticleQuerySet(PublishedQuerySet):
    """Every public listing of articles starts here: index, tags, authors, feeds, search."""

    def readable_in(self, locale: Locale) -> "ArticleQuerySet":
        """One row per article: in `locale` where it exists, else in the first language that has it.

        The others are shown with their own language and lead to their own address.
        """
        published = self.model.objects.published()
        codes = [code for code in settings.CONTENT_LANGUAGES if code != locale.language_code]
        others = [found.pk for found in map(locale_for, codes) if found is not None]
        shown, before = Q(locale=locale.pk), [locale.pk]
        for other in others:
            # Keys of their own, not tied to the row: a database without statistics would otherwise
            # compare each article with each.
            told = published.filter(locale__in=list(before)).values("translation_key")
            shown |= Q(locale=other) & ~Q(translation_key__in=told)
            before.append(other)
        return self.published().filter(shown)

    def newest_first(self) -> "ArticleQuerySet":
        """Newest first; the key settles equal dates, so that pages never repeat an article."""
        return self.order_by("-date", "-pk")

    def tagged(self, tag: Any) -> "ArticleQuerySet":
        """Articles with this tag in any language."""
        return self.filter(_linked(self.model, "article_tags", "tag", tag.translation_key))

    def written_by(self, author: Any) -> "ArticleQuerySet":
        """Articles by this author in any language."""
        return self.filter(_linked(self.model, "article_authors", "author", author.translation_key))

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
        links = _links(self.model, "article_tags").select_related("tag")
        tags = Prefetch("article_tags", links.order_by("sort_order"))
        return (
            self.defer("body", "front_matter")
            .select_related("locale", "cover")
            .prefetch_related(tags, "cover__renditions")
        )

    def for_indexing(self) -> "ArticleQuerySet":
        """What the search index takes of each article, in as many queries for any number."""
        ends = {"article_tags": "tag", "article_authors": "author"}
        return self.prefetch_related(
            *(
                Prefetch(name, _links(self.model, name).order_by("sort_order").select_related(end))
                for name, end in ends.items()
            )
        )


@dataclass(frozen=True)
class Leads:
    """Where an article leads on to.

    The articles published just before and just after it, None at either end, and those on the same
    subject, nearest first.
    """

    earlier: Any
    later: Any
    related: list[Any]


def leads_of(article: Any) -> Leads:
    """Return the leads of an article in its language, in one query along the dates' index.

    None of one that is previewed before it is first saved.
    """
    if article.pk is None:
        return Leads(None, None, [])
    others = type(article).objects.published(article.locale).exclude(pk=article.pk)
    dated = others.order_by("date", "pk")
    before = Q(date=article.date, pk__lt=article.pk) | Q(date__lt=article.date)
    after = Q(date=article.date, pk__gt=article.pk) | Q(date__gt=article.date)
    ends = [
        dated.filter(before, date__lte=article.date).reverse(),
        dated.filter(after, date__gte=article.date),
    ]
    first, last = (Subquery(end.values("pk")[:1]) for end in ends)
    rows = article.related.values("other")
    position = rows.filter(other=OuterRef("pk")).values("position")
    found = (
        dated.filter(Q(pk=first) | Q(pk=last) | Q(pk__in=rows))
        .annotate(position=Subquery(position))
        .select_related("locale")
        .defer("body", "front_matter")
    )
    pages = list(found)
    here = (article.date, article.pk)
    # In the order of dates: what stands around the article is nearest to it.
    earlier = [page for page in pages if (page.date, page.pk) < here]
    later = [page for page in pages if (page.date, page.pk) > here]
    related = [page for page in pages if page.position is not None]
    related.sort(key=attrgetter("position"))
    return Leads(earlier[-1] if earlier else None, later[0] if later else None, related)


def _linked(model: Any, relation: str, field: str, key: str) -> Exists:
    links = _links(model, relation)
    return Exists(links.filter(article_id=OuterRef("pk"), **{f"{field}__translation_key": key}))


def _links(model: Any, relation: str) -> Any:
    """Return the rows that tie articles to their tags or authors."""
    return model._meta.get_field(relation).related_model.objects.all()
