"""From a reader's words to pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.safestring import SafeString
from wagtail.models import Locale, Page

from parvis.delivery.parts import part
from parvis.pages.privacy import private_paths
from parvis.search.engines import engine, rarities
from parvis.search.extracts import extract, marked, opening
from parvis.search.facets import Group, groups, narrowed
from parvis.search.function_words import is_function_word
from parvis.search.models import Document, Word
from parvis.search.question import Question, read
from parvis.search.spelling import Correction, correct

# Fewer pages that have every word are followed by pages that have some.
ENOUGH = 10
# How many of these: what has one word in ten is hardly what was asked for.
TOPPED_UP = 50


@dataclass(frozen=True)
class Result:
    """A page found; `title` and `extract` are HTML with the words asked for marked.

    `has_all` tells whether it has every word.
    """

    page: Page
    document: Document
    title: SafeString
    extract: SafeString
    has_all: bool


@dataclass(frozen=True)
class Found:
    """The pages found, by their keys, best first: cut by the page, fetched a slice at a time.

    `question` has been corrected. `total` counts all that match, more than the keys where they are
    many; the first `whole` keys have every word, the others some.
    """

    question: Question
    language: str
    documents: QuerySet[Document]
    corrections: tuple[Correction, ...] = ()
    keys: tuple[int, ...] = ()
    total: int = 0
    whole: int = 0

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, wanted: slice) -> list[Result]:
        keys = self.keys[wanted]
        rows = Document.objects.filter(pk__in=keys, page__live=True).select_related("page__locale")
        found = {row.pk: row for row in rows.defer("title_stems", "label_stems", "body_stems")}
        marks, whole = self.question.marked(self.language), set(self.keys[: self.whole])
        return [
            Result(
                row.page,
                row,
                marked(row.page.title, marks, self.language),
                extract(row.body, marks, self.language) or opening(row.body),
                key in whole,
            )
            for key in keys
            if (row := found.get(key))
        ]

    def groups(self, chosen: Mapping[str, str]) -> list[Group]:
        """Return what the pages may be narrowed by, `chosen` being what they are."""
        if self.total > len(self.keys):
            return groups(engine().matching(self.documents, self.question), chosen)
        return groups(self.keys, chosen)


def find_pages(
    text: str,
    locale: Locale,
    chosen: Mapping[str, str] | None = None,
    public: QuerySet[Document] | None = None,
) -> Found:
    """Return the published pages of `locale` that match what a reader typed, best first.

    `chosen` narrows them: a value for some kinds of facets. `public` is `searchable_documents()`,
    where it is at hand.

    Those that have all its words, then, where they are few, those that have any: a reader is
    better served by something near than by nothing.
    """
    language = locale.language_code
    question = read(text, language)
    if not question:
        return Found(question, language, Document.objects.none())
    public = searchable_documents() if public is None else public
    documents = narrowed(public.filter(locale=locale), chosen or {})
    database = engine()
    question, corrections, rarity = in_words_of(question, locale)
    best = database.best(documents, question, rarity)
    near: list[int] = []
    if len(best.keys) < ENOUGH and question.is_divisible:
        others = documents.exclude(pk__in=best.keys)
        near = database.best(others, question, rarity, any_word=True).keys[:TOPPED_UP]
    keys = (*best.keys, *near)
    total, whole = best.total + len(near), len(best.keys)
    return Found(question, language, documents, corrections, keys, total, whole)


def searchable_documents() -> QuerySet[Document]:
    """Return the documents that any reader may see.

    The index holds what is published; sections turn private without being published anew.
    """
    documents = Document.objects.all()
    for path in private_paths():
        documents = documents.exclude(page__path__startswith=path)
    return documents


def in_words_of(
    question: Question, locale: Locale
) -> tuple[Question, tuple[Correction, ...], dict[str, float]]:
    """Return a question in words that `locale` has, what was corrected, and how rare each is."""
    rows = Word.objects.filter(locale=locale, stem__in=question.stems).values_list("stem")
    counts = dict(rows.annotate(Sum("documents")))
    unknown = [
        term.word
        for term in question.terms
        # A phrase has them as they are, and no page is counted for them.
        if term.stem not in counts and not is_function_word(term.word, locale.language_code)
    ]
    corrected = correct(unknown, locale) if unknown else {}
    counts |= {one.term.stem: one.documents for one in corrected.values()}
    every = part(
        *("documents", locale.pk), make=lambda: Document.objects.filter(locale=locale).count()
    )
    rarity = rarities(counts, every)
    terms = {word: one.term for word, one in corrected.items()}
    return question.with_words(terms), tuple(corrected.values()), rarity
