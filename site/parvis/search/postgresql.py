"""The search of PostgreSQL: vectors of stems under GIN indexes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from parvis.search import asking
from parvis.search.asking import EQUAL, LABEL, TEXT, TITLE, TOTAL, Best, listed
from parvis.search.models import Document
from parvis.search.question import Place, Question, Sought


class PostgreSQLEngine:
    """A tsvector of stems under a GIN index; how rare a word is comes from our own counts."""

    WEIGHTS = f"'{{{TEXT / TITLE}, 0, {LABEL / TITLE}, 1}}'"
    # Divides by the logarithm of the document's length.
    NORMALISED = 1
    FUNCTIONS = {
        Place.TITLE: "parvis_search_in_title",
        Place.NAMES: "parvis_search_in_names",
        Place.ANYWHERE: "parvis_search_anywhere",
    }

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
            .values_list("pk", "total")[: asking.RANKED]
        )
        inner, params = candidates.query.sql_with_params()
        score, scored = self._score(question, rarity)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT page_id, total FROM ({inner}) candidate"
                " JOIN parvis_search_document ON page_id = candidate.pk"
                f" ORDER BY {score} DESC, date DESC, page_id DESC",
                [*params, *scored],
            )
            return Best.of(cursor.fetchall())

    def keys(self, sought: Sequence[Sought]) -> list[list[int]]:
        """See `Engine`; the functions are those of migration 0003."""
        return self._listed(
            [
                (self.FUNCTIONS[each.place], self._expression(each.question, each.any_word))
                for each in sought
            ]
        )

    def keys_starting(self, words: list[str]) -> list[int]:
        """See `Engine`."""
        *whole, last = map(self._quoted, words)
        return self._listed([("parvis_search_in_heading", " & ".join([*whole, f"{last}:*"]))])[0]

    def _listed(self, asked: list[tuple[str, str]]) -> list[list[int]]:
        calls = ", ".join(f"{name}(to_tsquery('simple', %s))" for name, _expression in asked)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", [expression for _name, expression in asked])
            return [listed(found) for found in cursor.fetchone()]

    def scores(
        self,
        keys: Sequence[int],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> dict[int, float]:
        """See `Engine`."""
        score, scored = self._score(question, rarity)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT page_id, -({score}) FROM parvis_search_document WHERE page_id = ANY(%s)",
                [*scored, list(keys)],
            )
            return dict(cursor.fetchall())

    def _score(self, question: Question, rarity: Mapping[str, float]) -> tuple[str, list[Any]]:
        """Return the sum of what each word counts for, in SQL, and its parameters."""
        asked = sorted(question.stems)
        score = " + ".join(
            f"%s * ts_rank({self.WEIGHTS}, whole, to_tsquery('simple', %s), {self.NORMALISED})"
            for _stem in asked
        )
        return score, [
            value for each in asked for value in (rarity.get(each, 1.0), self._quoted(each))
        ]

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
