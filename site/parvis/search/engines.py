"""The two full-text engines, asked alike: which documents match, and which of them best."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from parvis.search.models import Document
from parvis.search.question import Question

# A reader turns no more pages than these fill; ranking more is work for nobody.
RANKED = 500
# What a word counts for in a title, in a label and in the text.
TITLE, LABEL, TEXT = 12.0, 6.0, 1.0


EQUAL: Mapping[str, float] = {}
# Beside each row, so that the two are asked for at once.
TOTAL = "count(*) OVER ()"


@dataclass(frozen=True)
class Best:
    """The keys of the documents that match best, `RANKED` at most, and how many match in all."""

    keys: list[int]
    total: int

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int]]) -> "Best":
        """Return them from rows of a key and the total."""
        found = list(rows)
        return cls([key for key, _total in found], found[0][1] if found else 0)


class Engine(Protocol):
    """What the search asks of a database."""

    def matching(
        self, documents: QuerySet[Document], question: Question, any_word: bool = False
    ) -> Any:
        """Return those of `documents` that have each phrase, and all words too.

        With `any_word`, any of the words will do; none where there is a phrase.
        """

    def best(
        self,
        documents: QuerySet[Document],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> Best:
        """Return those that match, best first.

        `rarity` says how much each stem tells documents apart.
        """

    def starting(self, documents: QuerySet[Document], words: list[str]) -> Any:
        """Return those whose title has the words, and one that starts with the last."""


class SQLiteEngine:
    """FTS5, which ranks by bm25 with a weight for each column."""

    RANK = f"bm25({TITLE}, {LABEL}, 0.0, {TEXT})"

    def matching(
        self, documents: QuerySet[Document], question: Question, any_word: bool = False
    ) -> Any:
        """See `Engine`."""
        return self._with(documents, self._expression(question, any_word))

    def best(
        self,
        documents: QuerySet[Document],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> Best:
        """See `Engine`; FTS5 counts how rare words are by itself."""
        inner, params = documents.values_list("pk", "date").query.sql_with_params()
        with connection.cursor() as cursor:
            # CROSS keeps the order of the tables: what matches first, then its documents. `rank`
            # is a column, and not the function of that name, which knows no window.
            cursor.execute(
                f"SELECT pk, {TOTAL} FROM parvis_search_text CROSS JOIN ({inner}) document"
                " WHERE pk = parvis_search_text.rowid"
                " AND parvis_search_text MATCH %s AND rank MATCH %s"
                f" ORDER BY rank, date DESC, pk DESC LIMIT {RANKED}",
                [*params, self._expression(question, any_word), self.RANK],
            )
            return Best.of(cursor.fetchall())

    def starting(self, documents: QuerySet[Document], words: list[str]) -> Any:
        """See `Engine`."""
        rows = " AND ".join(map(self._quoted, words))
        return self._with(documents, f"heading : ({rows}*)")

    def _with(self, documents: QuerySet[Document], expression: str) -> Any:
        found = RawSQL(
            "SELECT rowid FROM parvis_search_text WHERE parvis_search_text MATCH %s", [expression]
        )
        return documents.filter(pk__in=found)

    def _expression(self, question: Question, any_word: bool) -> str:
        phrases = [
            self._quoted(" ".join(term.stem for term in phrase)) for phrase in question.phrases
        ]
        words = [self._quoted(term.stem) for term in question.words]
        asked = " AND ".join(phrases + words)
        if any_word:
            # A word that need not be there still ranks.
            asked = " AND ".join([*phrases, f"({' OR '.join(phrases + words)})"])
        return f"{{title_stems label_stems body_stems}} : ({asked})"

    def _quoted(self, stems: str) -> str:
        return f'"{stems}"'


class PostgreSQLEngine:
    """A tsvector of stems under a GIN index; how rare a word is comes from our own counts."""

    WEIGHTS = f"'{{{TEXT / TITLE}, 0, {LABEL / TITLE}, 1}}'"
    # Divides by the logarithm of the document's length.
    NORMALISED = 1

    def matching(
        self, documents: QuerySet[Document], question: Question, any_word: bool = False
    ) -> Any:
        """See `Engine`."""
        return self._with(documents, "whole", self._expression(question, any_word))

    def best(
        self,
        documents: QuerySet[Document],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> Best:
        """See `Engine`.

        Where more match than can be ranked, those are that have a word in their title or a label,
        then the newest.
        """
        asked = sorted(question.stems)
        candidates = (
            self.matching(documents, question, any_word)
            .extra(
                select={"total": TOTAL, "headed": "head @@ to_tsquery('simple', %s)"},
                select_params=[" | ".join(f"{self._quoted(each)}:AB" for each in asked)],
                order_by=["-headed", "-date", "-page_id"],
            )
            .values_list("pk", "total")[:RANKED]
        )
        score = " + ".join(
            f"%s * ts_rank({self.WEIGHTS}, whole, to_tsquery('simple', %s), {self.NORMALISED})"
            for _stem in asked
        )
        inner, params = candidates.query.sql_with_params()
        scored = [value for each in asked for value in (rarity.get(each, 1.0), self._quoted(each))]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT page_id, total FROM ({inner}) candidate"
                " JOIN parvis_search_document ON page_id = candidate.pk"
                f" ORDER BY {score} DESC, date DESC, page_id DESC",
                [*params, *scored],
            )
            return Best.of(cursor.fetchall())

    def starting(self, documents: QuerySet[Document], words: list[str]) -> Any:
        """See `Engine`."""
        *whole, last = map(self._quoted, words)
        rows = [f"{word}:C" for word in whole]
        return self._with(documents, "head", " & ".join([*rows, f"{last}:*C"]))

    def _with(self, documents: QuerySet[Document], column: str, expression: str) -> Any:
        # The column without its table's name, which is another one in a subquery.
        return documents.extra(where=[f"{column} @@ to_tsquery('simple', %s)"], params=[expression])

    def _expression(self, question: Question, any_word: bool) -> str:
        phrases = [
            f"({' <-> '.join(self._quoted(term.stem) for term in phrase)})"
            for phrase in question.phrases
        ]
        words = [self._quoted(term.stem) for term in question.words]
        if any_word:
            return " & ".join(phrases) or " | ".join(words)
        return " & ".join(phrases + words)

    def _quoted(self, stem: str) -> str:
        return f"'{stem}'"


def engine() -> Engine:
    """Return the engine of the database in use."""
    return PostgreSQLEngine() if connection.vendor == "postgresql" else SQLiteEngine()


def rarities(counts: Mapping[str, int], documents: int) -> dict[str, float]:
    """Return how much each stem tells documents apart, by how many of them have it."""
    return {stem: math.log(1 + documents / max(count, 1)) for stem, count in counts.items()}
