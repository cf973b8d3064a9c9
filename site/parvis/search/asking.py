"""What is asked of a database, whichever it is, and what it answers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from parvis.search.models import Document
from parvis.search.question import Question, Sought

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

    def keys(self, sought: Sequence[Sought]) -> list[list[int]]:
        """Return for each of `sought` the keys of all that match, whatever their language.

        One query, which the index alone answers.
        """

    def scores(
        self,
        keys: Sequence[int],
        question: Question,
        rarity: Mapping[str, float] = EQUAL,
        any_word: bool = False,
    ) -> dict[int, float]:
        """Return by key how well each of a few documents matches: less is better."""

    def starting(self, documents: QuerySet[Document], words: list[str]) -> Any:
        """Return those whose title has the words, and one that starts with the last."""

    def keys_starting(self, words: list[str]) -> list[int]:
        """Return their keys, whatever their language, from the index alone."""


def listed(value: Any) -> list[int]:
    """Return the numbers of an aggregate: a list already, a text with commas, or nothing."""
    return json.loads(f"[{value}]") if isinstance(value, str) else (value or [])
