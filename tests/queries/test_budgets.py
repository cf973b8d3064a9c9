"""What a reader's page costs the database: within the budget, and the same at any size."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText

from blog.models import ArticleAuthor, ArticlePage, ArticleTag
from home.models import MenuItem, SiteIdentity
from parvis.search.indexing import rebuild
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

ARTICLE, LIST = 10, 12
# Of pictures in the text, what has been made is asked for too.
PICTURED = ARTICLE + 1
# What nobody wrote is looked for in the words of each language.
NOTHING_FOUND = 14
# Feeds render whole articles: their budget is another.
FEED = 15
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


def budget(path: str) -> int:
    """Return the most queries that the page at an address may cost."""
    if "/flux/" in path or "/feed/" in path:
        return FEED
    if path.endswith("q=introuvable"):
        return NOTHING_FOUND
    return ARTICLE if "/article-" in path or "/piece-" in path else LIST


def test_pages_stay_in_their_budget_and_cost_the_same_with_2000_articles(client: Client) -> None:
    publication = Publication()
    publication.grow(11)
    few = {path: cost(client, path) for path in PATHS}
    assert {path: count for path, count in few.items() if count > budget(path)} == {}
    publication.grow(1_000)
    assert ArticlePage.objects.published().count() == 2_000
    assert {path: cost(client, path) for path in PATHS} == few


def test_an_article_with_everything_stays_in_its_budget(client: Client) -> None:
    def full() -> ArticlePage:
        others = [factories.article(f"Rue {number}") for number in range(3)]
        links = [f'<p><a linktype="page" id="{other.pk}">Rue</a></p>' for other in others]
        series = factories.series("Les rues")
        factories.article("Première", series=(series, 1))
        return documents.full_article(
            body=[*documents.every_block(), *(("text", RichText(link)) for link in links)],
            cover=factories.picture(),
            cover_alt="Une place",
            tags=[factories.tag("Voirie"), factories.tag("Eau")],
            authors=[factories.author("Line Peeters"), factories.author("Ada Maes")],
            series=(series, 2),
        )

    source = ArticlePage.objects.get(pk=documents.published_pair(full))
    source.title = "Un autre titre"
    source.save_revision().publish()
    target = documents.target_of(source)
    for identity in SiteIdentity.objects.all():
        index = factories.blog_index(identity.locale.language_code)
        MenuItem.objects.create(identity=identity, page=index)
    assert target.origin.is_behind
    assert source.series_place is not None
    assert {page.url: cost(client, page.url) for page in (source, target)} == {
        source.url: PICTURED,
        target.url: PICTURED,
    }


def test_pictures_are_written_to_the_cache_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [block for block in documents.every_block() if block[0] == "image"]
    page = factories.article("Le pont", cover=factories.picture(), cover_alt="Un pont", body=body)
    client.get(page.url)
    written: list[str] = []
    keep = LocMemCache.set

    def kept(self: LocMemCache, key: str, *given: Any, **more: Any) -> None:
        written.append(key)
        keep(self, key, *given, **more)

    monkeypatch.setattr(LocMemCache, "set", kept)
    client.get(page.url)
    assert written == []
