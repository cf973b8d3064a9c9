"""What the publication's pages show beside rows: which articles there are, and around which others.

Compared before and after each change, so that exactly the lists an article enters, leaves or moves
in are rendered anew, and the articles it stands between.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from blog.keys import ARTICLES, LEADS, PART, TAGGED, WRITTEN, month_of
from blog.models import ArticleAuthor, ArticlePage, ArticleSeries, ArticleTag
from parvis.delivery.recording import key
from parvis.delivery.rows import PAGE
from parvis.delivery.watching import EVERYTHING

MOST_AT_ONCE = 50  # articles in one transaction; above that everything is rendered anew


@dataclass(frozen=True)
class Standing:
    """All that decides in which lists an article is, and where."""

    locale: int
    date: datetime
    live: bool
    translation_key: Any
    path: str
    tags: frozenset[Any] = frozenset()
    authors: frozenset[Any] = frozenset()
    series: frozenset[tuple[int, Any, int]] = frozenset()


class ArticleFacts:
    """Where articles stand."""

    kind = PAGE

    def before(self, ids: list[int]) -> dict[int, Standing]:
        """Return where those of these pages that are articles stand now."""
        rows = ArticlePage.objects.filter(pk__in=ids, alias_of__isnull=True)
        names = ("pk", "locale", "date", "live", "translation_key", "path")
        found = {row[0]: row[1:] for row in rows.values_list(*names)}
        if not found:
            return {}
        tags = _by_article(ArticleTag, found, "tag__translation_key")
        authors = _by_article(ArticleAuthor, found, "author__translation_key")
        series = _by_article(ArticleSeries, found, "series", "series__translation_key", "part")
        return {
            pk: Standing(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                tags=frozenset(one for (one,) in tags.get(pk, ())),
                authors=frozenset(one for (one,) in authors.get(pk, ())),
                series=frozenset(series.get(pk, ())),
            )
            for pk, row in found.items()
        }

    def _versions_of(self, keys: set[Any]) -> dict[int, Standing]:
        found = ArticlePage.objects.filter(translation_key__in=keys)
        return self.before(list(found.values_list("pk", flat=True)))

    def changed(self, before: dict[int, Standing | None]) -> Iterable[str]:
        """Return the keys of the lists that are others now, and of who leads elsewhere."""
        after = self.before(list(before))
        moved = [
            (pk, old, after.get(pk))
            for pk, old in before.items()
            if old != after.get(pk) and any(one and one.live for one in (old, after.get(pk)))
        ]
        if not moved:
            return set()
        if len(moved) > MOST_AT_ONCE:
            return {EVERYTHING}
        standings = [(pk, one) for pk, *both in moved for one in both if one]
        keys = {ARTICLES}
        keys.update(key(LEADS, other) for pk, one in standings for other in _around(pk, one))
        # A list shows an article in another language where there is none in its own.
        versions = self._versions_of({one.translation_key for _pk, one in standings})
        for standing in (*(one for _pk, one in standings), *versions.values()):
            keys.add(month_of(standing.date))
            keys.update(key(TAGGED, tag) for tag in standing.tags)
            keys.update(key(WRITTEN, author) for author in standing.authors)
            keys.update(key(PART, one) for _pk, one, _part in standing.series)
        return keys


def _by_article(model: Any, articles: Iterable[int], *names: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    links = model.objects.filter(article__in=list(articles)).order_by()
    for article, *values in links.values_list("article", *names):
        found.setdefault(article, []).append(tuple(values))
    return found


def _around(pk: int, standing: Standing) -> list[int]:
    """Return the articles beside this place in time, and those of the same series."""
    others = ArticlePage.objects.published(standing.locale).exclude(pk=pk)
    date = standing.date
    earlier = others.filter(Q(date=date, pk__lt=pk) | Q(date__lt=date), date__lte=date)
    later = others.filter(Q(date=date, pk__gt=pk) | Q(date__gt=date), date__gte=date)
    beside = [
        earlier.order_by("-date", "-pk").values_list("pk", flat=True).first(),
        later.order_by("date", "pk").values_list("pk", flat=True).first(),
    ]
    series = [one for one, _key, _part in standing.series]
    parts = ArticleSeries.objects.filter(series__in=series).values_list("article", flat=True)
    return [one for one in beside if one is not None] + (list(parts) if series else [])
