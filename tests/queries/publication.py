"""A publication of as many articles as are wanted, without the time that editors would take."""

from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from blog.models import ArticleAuthor, ArticlePage, ArticleTag
from parvis.search.indexing import rebuild
from tests import factories

YEAR = 2026


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
