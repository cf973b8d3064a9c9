"""A publication to measure: pairs of articles, written straight to the tables.

One article in ten is of the length of a long read, about 25 kB of HTML; the others are a
few paragraphs. Each has two tags of twelve, one or two authors of five, a cover, a picture in its
text, links to the articles before it and three to read on with. The same numbers give the same
articles at any size.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page
from wagtail.rich_text import RichText

from bench.delivery.articles import AUTHORS, LANGUAGES, PICTURES, TAGS, date, is_long, slug
from bench.memory import vocabulary
from blog.models import ArticleAuthor, ArticlePage, ArticleTag, Author, RelatedArticle, Tag
from parvis.media.models import Picture
from parvis.pages.reading import excerpt, reading_minutes
from parvis.search.indexing import rebuild
from tests import factories

LONG, SHORT = 24, 3  # paragraphs of 85 words
SPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
BATCH = 500


def related(number: int) -> list[int]:
    """Return the articles that one leads on to."""
    return sorted({number // 2, number // 3, number // 5} - {number}, reverse=True)


@cache
def _words() -> tuple[list[str], list[float]]:
    words, common = vocabulary(random.Random(7))  # noqa: S311 (the same words every time)
    return words, list(accumulate(common))


def _text(chance: random.Random, count: int, rarer_than: int = 0) -> str:
    """Return that many words, as unequally common as those of a language."""
    words, up_to = _words()
    if rarer_than:
        return " ".join(chance.choices(words[rarer_than:], k=count)).capitalize()
    return " ".join(chance.choices(words, cum_weights=up_to, k=count)).capitalize()


class Publication:
    """What all articles share, and how many pairs there are."""

    def __init__(self) -> None:
        self.tags = _named(Tag, factories.tag, "Sujet", TAGS)
        self.authors = _named(Author, factories.author, "Personne", AUTHORS)
        self.pictures = _pictures()
        self.pairs = ArticlePage.objects.filter(locale__language_code=LANGUAGES[0]).count()

    def grow(self, pairs: int) -> None:
        """Publish pairs until there are as many, and index them for search."""
        numbers = range(self.pairs, pairs)
        for code in LANGUAGES:
            known = ArticlePage.objects.filter(locale__language_code=code)
            places = known.filter(slug__startswith=slug("")).values_list("slug", "pk")
            ids = {int(name.rpartition("-")[2]): key for name, key in places}
            for start in range(0, len(numbers), BATCH):
                with transaction.atomic():
                    self._publish(code, list(numbers[start : start + BATCH]), ids)
        if numbers:
            self.pairs = pairs
            rebuild()

    def _publish(self, code: str, numbers: list[int], ids: dict[int, int]) -> None:
        index = factories.blog_index(code)
        kind = ContentType.objects.get_for_model(ArticlePage)
        chances = {number: random.Random(f"{code}{number}") for number in numbers}  # noqa: S311
        articles: list[Any] = [self._article(n, index, kind, chances[n]) for n in numbers]
        fields = [field.attname for field in Page._meta.local_fields]
        pages = Page.objects.bulk_create(
            Page(**{name: getattr(article, name) for name in fields}) for article in articles
        )
        for page, article, number in zip(pages, articles, numbers, strict=True):
            article.page_ptr_id = article.pk = ids[number] = page.pk
        for article, number in zip(articles, numbers, strict=True):
            article.body = list(self._body(number, chances[number], ids))
            article.reading_minutes = reading_minutes(article.body, code)
            article.excerpt = excerpt(article.body)
            article.save_base(raw=True, force_insert=True)
        ArticleTag.objects.bulk_create(
            ArticleTag(article=article, tag=tag, locale=index.locale, sort_order=order)
            for article, number in zip(articles, numbers, strict=True)
            for order, tag in enumerate(chances[number].sample(self.tags[code], 2))
        )
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=article, author=author, locale=index.locale, sort_order=order)
            for article, number in zip(articles, numbers, strict=True)
            for order, author in enumerate(
                chances[number].sample(self.authors[code], 1 + number % 2)
            )
        )
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article_id=ids[number], other_id=ids[other], position=position)
            for number in numbers
            for position, other in enumerate(related(number))
        )
        Page.objects.filter(pk=index.pk).update(numchild=max(numbers) + 1)

    def _article(self, number: int, index: Any, kind: Any, chance: random.Random) -> ArticlePage:
        """Return an article without its text, which links to others by their keys."""
        title = f"{_text(chance, 5, rarer_than=20)} {number}"
        published = date(number)
        return ArticlePage(
            path=Page._get_path(index.path, index.depth + 1, number + 1),
            depth=index.depth + 1,
            numchild=0,
            translation_key=uuid5(SPACE, str(number)),
            title=title,
            draft_title=title,
            slug=slug(number),
            url_path=f"{index.url_path}{slug(number)}/",
            locale=index.locale,
            content_type=kind,
            live=True,
            first_published_at=published,
            last_published_at=published,
            date=published,
            summary=f"{_text(chance, 25)}.",
            cover=chance.choice(self.pictures),
            cover_alt="Une place",
        )

    def _body(
        self, number: int, chance: random.Random, ids: dict[int, int]
    ) -> Iterator[tuple[str, Any]]:
        """Paragraphs under headings, a picture, and links to articles published before."""
        known = [ids[other] for other in (number - 1, number - 7, number // 2) if other in ids]
        for part in range(LONG if is_long(number) else SHORT):
            if part % 6 == 0:
                yield "heading", {"text": _text(chance, 4, rarer_than=20), "level": "2"}
            if part == 1:
                picture = chance.choice(self.pictures)
                picture.contextual_alt_text, picture.decorative = "Une place", False
                yield "image", {"picture": picture, "caption": "Une place", "credit": ""}
            text = _text(chance, 85)
            if part < len(known):
                text += f' <a linktype="page" id="{known[part]}">{_text(chance, 2)}</a>'
            yield "text", RichText(f"<p>{text}.</p>")


def _named(model: Any, make: Callable[..., Any], name: str, count: int) -> dict[str, list[Any]]:
    """Return that many tags or authors in each language, made where there are none."""
    source, *others = LANGUAGES
    found = model.objects.filter(name__startswith=f"{name} ").order_by("pk")
    if not found.exists():
        for number in range(count):
            first = make(f"{name} {number}", source)
            for code in others:
                make(f"{name} {number}", code, translation_of=first)
    return {code: list(found.filter(locale__language_code=code)) for code in LANGUAGES}


def _pictures() -> list[Picture]:
    found = list(Picture.objects.filter(title__startswith="Place ").order_by("pk"))
    return found or [factories.picture(f"Place {number}") for number in range(PICTURES)]
