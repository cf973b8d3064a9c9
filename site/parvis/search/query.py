"""From a reader's words to pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum
from django.utils.safestring import SafeString
from wagtail.models import Locale, Page

from parvis.search.census import values_of
from parvis.search.engines import rarities
from parvis.search.extracts import extract, marked, opening
from parvis.search.facets import Group, grouped, groups
from parvis.search.function_words import is_function_word
from parvis.search.lists import Lists
from parvis.search.models import Document, Word
from parvis.search.question import Question, read
from parvis.search.ranking import Scope, rank
from parvis.search.scope import documents_of, searchable_documents
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
    many; then `members` is the set of them in the census of `locale`. The first `whole` keys have
    every word, the others some. `lists` is what the index had listed.
    """

    question: Question
    locale: Locale
    corrections: tuple[Correction, ...] = ()
    keys: tuple[int, ...] = ()
    total: int = 0
    whole: int = 0
    members: int = 0
    lists: Lists = field(default_factory=Lists, compare=False)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, wanted: slice) -> list[Result]:
        keys = self.keys[wanted]
        rows = Document.objects.filter(pk__in=keys, page__live=True).select_related("page__locale")
        found = {row.pk: row for row in rows.defer("title_stems", "label_stems", "body_stems")}
        language = self.locale.language_code
        marks, whole = self.question.marked(language), set(self.keys[: self.whole])
        return [
            Result(
                row.page,
                row,
                marked(row.page.title, marks, language),
                extract(row.body, marks, language) or opening(row.body),
                key in whole,
            )
            for key in keys
            if (row := found.get(key))
        ]

    def groups(self, chosen: Mapping[str, str]) -> list[Group]:
        """Return what the pages may be narrowed by, `chosen` being what they are."""
        if not self.members:
            return groups(self.keys, chosen)
        counted = (
            (each.kind, each.value, each.label, count)
            for each in values_of(self.locale)
            if (count := (each.members & self.members).bit_count())
        )
        return grouped(counted, chosen)


@dataclass(frozen=True)
class Understood:
    """A question in words that a language has, what was corrected, and how rare each stem is.

    `counts` says how many documents have each stem at most; it is silent of what was corrected.
    """

    question: Question
    corrections: tuple[Correction, ...]
    rarity: Mapping[str, float]
    counts: Mapping[str, int]


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
    question = read(text, locale.language_code)
    if not question:
        return Found(question, locale)
    scope = Scope(locale, searchable_documents() if public is None else public, chosen or {})
    understood = in_words_of(question, locale)
    question, rarity, counts = understood.question, understood.rarity, understood.counts
    best = rank(scope, question, rarity, counts)
    near: Sequence[int] = []
    if best.total < ENOUGH and question.is_divisible:
        near = rank(scope, question, rarity, counts, beside=best.keys).keys[:TOPPED_UP]
    return Found(
        question,
        locale,
        understood.corrections,
        keys=(*best.keys, *near),
        total=best.total + len(near),
        whole=len(best.keys),
        members=best.members,
        lists=scope.lists,
    )


def in_words_of(question: Question, locale: Locale) -> Understood:
    """Return a question in words that `locale` has."""
    rows = Word.objects.filter(locale=locale, stem__in=question.stems).values_list("stem")
    counts = dict(rows.annotate(Sum("documents")))
    unknown = [
        term.word
        for term in question.terms
        # A phrase has them as they are, and no page is counted for them.
        if term.stem not in counts and not is_function_word(term.word, locale.language_code)
    ]
    corrected = correct(unknown, locale) if unknown else {}
    rare = counts | {one.term.stem: one.documents for one in corrected.values()}
    return Understood(
        question.with_words({word: one.term for word, one in corrected.items()}),
        tuple(corrected.values()),
        rarities(rare, documents_of(locale)),
        # Of what was corrected, one word is counted, and a stem may be that of several.
        counts,
    )
