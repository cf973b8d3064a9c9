"""What a reader's page costs the database: within the budget, and the same at any size."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from blog.models import ArticleAuthor, ArticlePage, ArticleTag
from parvis.search.indexing import rebuild
from tests import factories

pytestmark = pytest.mark.django_db

BUDGET = 15
YEAR = 2026
PATHS = [
    "/",
    *("/fr/", "/en/"),
    *("/fr/blog/", "/en/blog/", "/fr/blog/?page=2", "/en/blog/?page=2"),
    *("/fr/blog/etiquettes/", "/en/blog/tags/"),
    *("/fr/blog/etiquettes/eau/", "/en/blog/tags/water/", "/en/blog/tags/water/?page=2"),
    *("/fr/blog/auteurs/", "/en/blog/authors/"),
    *("/fr/blog/auteurs/line-peeters/", "/en/blog/authors/line-peeters/"),
    *(f"/fr/blog/archives/{YEAR}/", f"/en/blog/archive/{YEAR}/"),
    *("/fr/blog/article-3/", "/en/blog/piece-3/"),
    *("/fr/recherche/?q=article", "/en/search/?q=piece", "/fr/recherche/?q=introuvable"),
    *("/fr/blog/flux/rss/", "/en/blog/tags/water/feed/atom/"),
]


class Publication:
    """Pairs of articles with a cover, a tag and an author, written straight to the tables."""

    def __init__(self) -> None:
        french = factories.tag("Eau")
        self.tags = {"fr": french, "en": factories.tag("Water", "en", translation_of=french)}
        writer = factories.author("Line Peeters")
        self.authors = {
            "fr": writer,
            "en": factories.author("Line Peeters", "en", translation_of=writer),
        }
        self.cover = factories.picture()
        self.pairs = 0

    def grow(self, pairs: int) -> None:
        """Publish pairs until there are as many."""
        added = range(self.pairs, pairs)
        keys = [ArticlePage(title="").translation_key for _number in added]
        for code, word in (("fr", "Article"), ("en", "Piece")):
            self._publish(code, word, list(zip(added, keys, strict=True)))
        self.pairs = pairs

    def _publish(self, code: str, word: str, numbered: list[tuple[int, object]]) -> None:
        index = factories.blog_index(code)
        now = timezone.now()
        articles = [
            ArticlePage(
                path=Page._get_path(index.path, index.depth + 1, number + 1),
                depth=index.depth + 1,
                numchild=0,
                translation_key=key,
                title=f"{word} {number}",
                draft_title=f"{word} {number}",
                slug=f"{word} {number}".lower().replace(" ", "-"),
                url_path=f"{index.url_path}{word}-{number}/".lower(),
                locale=index.locale,
                content_type=ContentType.objects.get_for_model(ArticlePage),
                live=True,
                first_published_at=now,
                last_published_at=now,
                date=datetime(YEAR, 1 + number % 12, 1 + number % 28, tzinfo=UTC),
                summary=f"{word} {number}",
                cover=self.cover,
                cover_alt="Une place",
                body=[("text", f"<p>{word} {number}</p>")],
            )
            for number, key in numbered
        ]
        pages = [
            Page(**{field.attname: getattr(a, field.attname) for field in Page._meta.local_fields})
            for a in articles
        ]
        for page, article in zip(Page.objects.bulk_create(pages), articles, strict=True):
            article.page_ptr_id = article.pk = page.pk
            article.save_base(raw=True, force_insert=True)
        Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(articles))
        ArticleTag.objects.bulk_create(
            ArticleTag(article=a, tag=self.tags[code], locale=a.locale) for a in articles
        )
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=a, author=self.authors[code], locale=a.locale) for a in articles
        )
        rebuild()


def cost(client: Client, address: str) -> int:
    """Return the number of queries of a second visit: the first one fills the caches."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_pages_stay_in_their_budget_and_cost_the_same_with_2000_articles(client: Client) -> None:
    publication = Publication()
    publication.grow(11)
    few = {path: cost(client, path) for path in PATHS}
    assert {path: count for path, count in few.items() if count > BUDGET} == {}
    publication.grow(1_000)
    assert ArticlePage.objects.published().count() == 2_000
    assert {path: cost(client, path) for path in PATHS} == few
