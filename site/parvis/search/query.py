"""From a reader's words to pages."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Sum
from wagtail.models import Locale, Page, PageViewRestriction

from parvis.search.engines import engine, rarities
from parvis.search.models import Document, Word
from parvis.search.question import Question, read

# Fewer pages that have every word are followed by pages that have some.
ENOUGH = 10
# How many of these: what has one word in ten is hardly what was asked for.
TOPPED_UP = 50


@dataclass(frozen=True)
class Found:
    """The pages found, by their keys, best first: cut by the page, fetched a slice at a time.

    `total` counts all that match, more than the keys where they are many; the first `whole` keys
    have every word, the others some.
    """

    question: Question
    keys: tuple[int, ...] = ()
    total: int = 0
    whole: int = 0

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, wanted: slice) -> list[Page]:
        keys = self.keys[wanted]
        pages = {page.pk: page for page in _pages(keys)}
        return [pages[key] for key in keys if key in pages]


def find_pages(text: str, locale: Locale) -> Found:
    """Return the published pages of `locale` that match what a reader typed, best first.

    Those that have all its words, then, where they are few, those that have any: a reader is
    better served by something near than by nothing.
    """
    question = read(text, locale.language_code)
    if not question:
        return Found(question)
    documents = searchable_documents(locale)
    database = engine()
    rarity = _rarity(question, locale)
    best = database.best(documents, question, rarity, any_word=False)
    near: list[int] = []
    if len(best.keys) < ENOUGH and question.is_divisible:
        others = documents.exclude(pk__in=best.keys)
        near = database.best(others, question, rarity, any_word=True).keys[:TOPPED_UP]
    return Found(question, (*best.keys, *near), best.total + len(near), len(best.keys))


def searchable_documents(locale: Locale) -> QuerySet[Document]:
    """Return the documents of `locale` that any reader may see.

    The index holds what is published; sections turn private without being published anew.
    """
    documents = Document.objects.filter(locale=locale)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        documents = documents.exclude(page__path__startswith=path)
    return documents


def _rarity(question: Question, locale: Locale) -> dict[str, float]:
    rows = Word.objects.filter(locale=locale, stem__in=question.stems).values_list("stem")
    counts = dict(rows.annotate(Sum("documents")))
    return rarities(counts, Document.objects.filter(locale=locale).count())


def _pages(keys: tuple[int, ...]) -> list[Any]:
    """Return the pages as their own types, ready for a list."""
    kinds: dict[int, list[int]] = {}
    for key, kind in Page.objects.filter(pk__in=keys).values_list("pk", "content_type"):
        kinds.setdefault(kind, []).append(key)
    pages: list[Any] = []
    for kind, some in kinds.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        pages += model.objects.published().filter(pk__in=some).for_listing()
    return pages
