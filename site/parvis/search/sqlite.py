"""The search of SQLite: FTS5."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from parvis.search import asking
from parvis.search.asking import EQUAL, LABEL, TEXT, TITLE, TOTAL, Best, listed
from parvis.search.models import Document
from parvis.search.question import Place, Question, Sought


class SQLiteEngine:
    """FTS5, which ranks by bm25 with a weight for each column."""

    WEIGHTS = f"{TITLE}, {LABEL}, 0.0, {TEXT}"
    RANK = f"bm25({WEIGHTS})"
    COLUMNS = {
        Place.TITLE: "title_stems",
        Place.NAMES: "title_stems label_stems",
        Place.ANYWHERE: "title_stems label_stems body_stems",
    }

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
                f" ORDER BY rank, date DESC, pk DESC LIMIT {asking.RANKED}",
                [*params, self._expression(question, any_word), self.RANK],
            )
            return Best.of(cursor.fetchall())

    def keys(self, sought: Sequence[Sought]) -> list[list[int]]:
        """See `Engine`."""
        return self._listed(
            [self._expression(each.question, each.any_word, each.place) for each in sought]
        )

    def keys_starting(self, words: list[str]) -> list[int]:
        """See `Engine`."""
        return self._listed([self._starting(words)])[0]

    def _listed(self, asked: list[str]) -> list[list[int]]:
        one = (
            "(SELECT group_concat(rowid) FROM parvis_search_text WHERE parvis_search_text MATCH %s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([one] * len(asked))}", asked)
            return [listed(found) for found in cursor.fetchone()]

    def scores(
        self,
        keys: Sequence[int],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> dict[int, float]:
        """See `Engine`."""
        with connection.cursor() as cursor:
            # The sign keeps SQLite from asking the index for one key after the other, each time
            # from the beginning; between two ends the index finds its way.
            cursor.execute(
                f"SELECT rowid, bm25(parvis_search_text, {self.WEIGHTS}) FROM parvis_search_text"
                " WHERE parvis_search_text MATCH %s AND rowid BETWEEN %s AND %s"
                f" AND +rowid IN ({', '.join(map(str, map(int, keys)))})",
                [
                    self._expression(question, any_word),
                    *(min(keys, default=0), max(keys, default=0)),
                ],
            )
            return dict(cursor.fetchall())

    def starting(self, documents: QuerySet[Document], words: list[str]) -> Any:
        """See `Engine`."""
        return self._with(documents, self._starting(words))

    def _starting(self, words: list[str]) -> str:
        return f"heading : ({' AND '.join(map(self._quoted, words))}*)"

    def _with(self, documents: QuerySet[Document], expression: str) -> Any:
        found = RawSQL(
            "SELECT rowid FROM parvis_search_text WHERE parvis_search_text MATCH %s", [expression]
        )
        return documents.filter(pk__in=found)

    def _expression(self, question: Question, any_word: bool, place: Place = Place.ANYWHERE) -> str:
        phrases = [
            self._quoted(" ".join(term.stem for term in phrase)) for phrase in question.phrases
        ]
        words = [self._quoted(term.stem) for term in question.words]
        asked = " AND ".join(phrases + words)
        if any_word:
            # A word that need not be there still ranks.
            asked = " AND ".join([*phrases, f"({' OR '.join(phrases + words)})"])
        return f"{{{self.COLUMNS[place]}}} : ({asked})"

    def _quoted(self, stems: str) -> str:
        return f'"{stems}"'
