"""The words that the documents of a language have, in how many of them, and how they write them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, QuerySet

from parvis.pages.locales import locale_of
from parvis.search.models import BEGINNING, LONGEST_WORD, Document, Misspelling, Word
from parvis.search.question import tokens
from parvis.search.spelling import shortened
from parvis.search.stems import WORD, stem

BATCH = 500
# What a capital follows whatever the word: where a line, a sentence or a quotation begins.
BEGINNINGS = re.compile(r"\s*\n\s*|[.!?…:][\s»”)]+|[«“„\"(]\s?")

COUNT = """
INSERT INTO parvis_search_word
(locale_id, word, stem, beginning, written, documents, cased, capitals)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (locale_id, word)
DO UPDATE SET documents = parvis_search_word.documents + excluded.documents,
    capitals = parvis_search_word.capitals + excluded.capitals,
    cased = CASE WHEN excluded.cased = '' THEN parvis_search_word.cased ELSE excluded.cased END
"""


class Form(NamedTuple):
    """How a document mostly writes a word, and what that says of capitals.

    1 where it has them within a sentence, -1 where it has none there, 0 where it only begins some.
    """

    text: str
    capitals: int


@dataclass
class Vocabulary:
    """The words of several documents by their folded form.

    How many have each, how many more of them write it with capitals than without, and how.
    """

    documents: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    cased: dict[str, str] = field(default_factory=dict)

    def add(self, words: Mapping[str, Form]) -> None:
        """Add the words of a document."""
        self.documents.update(words.keys())
        for word, form in words.items():
            self.written.setdefault(word, form.text.lower())
            self.capitals[word] += form.capitals
            if form.capitals > 0:
                self.cased[word] = form.text


def words_of(document: Document) -> dict[str, Form]:
    """Return the words of a document by their folded form, each as it mostly writes it.

    A word that begins a sentence may be written small elsewhere, and counts half for that.
    """
    within: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    for sentence in BEGINNINGS.split(f"{document.names}\n{document.body}"):
        first, *others = WORD.findall(sentence) or [""]
        begun[first.lower()] += 1
        within.update(others)
    votes = {text: 2 * within[text] + begun[text] for text in within.keys() | begun.keys()}
    found: dict[str, Form] = {}
    for text in sorted(votes, key=lambda text: (-votes[text], text != text.lower(), text)):
        capitals = 1 if text != text.lower() else -1 if within[text] else 0
        for word in tokens(text):
            if 1 < len(word) <= LONGEST_WORD >= len(text):
                found.setdefault(word, Form(text, capitals))
    return found


def recount(before: Document | None, after: Document | None) -> None:
    """Count the words that came and take away those that went, once the rest is committed.

    In a transaction of its own, for one language and in the words' order: two publications that
    share words cannot wait for each other. A word that is written otherwise goes and comes.
    """
    old = words_of(before) if before else {}
    new = words_of(after) if after else {}
    locale = (after or before).locale_id  # type: ignore[union-attr]
    come = Vocabulary()
    come.add({word: form for word, form in new.items() if old.get(word) != form})
    gone = Vocabulary()
    gone.add({word: form for word, form in old.items() if new.get(word) != form})

    def count() -> None:
        with transaction.atomic():
            add_words(locale, come)
            for words in _batches(locale, gone.documents):
                words.filter(documents__lte=1).delete()
                words.update(documents=F("documents") - 1)
            for capitals in (1, -1):
                some = (word for word, count in gone.capitals.items() if count == capitals)
                for words in _batches(locale, some):
                    words.update(capitals=F("capitals") - capitals)

    if come.documents or gone.documents:
        transaction.on_commit(count)


def add_words(locale: int, come: Vocabulary) -> None:
    """Add to how many documents have each word; a new one is written with its misspellings."""
    language = locale_of(locale).language_code
    known: set[str] = set()
    for words in _batches(locale, come.documents):
        known.update(words.values_list("word", flat=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            COUNT,
            [
                (
                    *(locale, word, stem(word, language), word[:BEGINNING], come.written[word]),
                    *(come.documents[word], come.cased.get(word, ""), come.capitals[word]),
                )
                for word in sorted(come.documents)
            ],
        )
    for words in _batches(locale, come.documents.keys() - known):
        Misspelling.objects.bulk_create(
            [
                Misspelling(word=each, typed=typed)
                for each in words
                for typed in shortened(each.word)
            ],
            ignore_conflicts=True,
        )


def _batches(locale: int, words: Iterable[str]) -> Iterator[QuerySet[Word]]:
    """Yield the rows of words in their order, `BATCH` at a time: a statement has its limits."""
    ordered = sorted(words)
    for start in range(0, len(ordered), BATCH):
        yield Word.objects.filter(locale=locale, word__in=ordered[start : start + BATCH])
