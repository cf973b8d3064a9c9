"""What a reader asks: words, and phrases in quotation marks of any language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain

from parvis.search.function_words import is_function_word
from parvis.search.stems import stem, words

MAX_WORDS = 20
# Both ends of a pair; a mark without its other end says nothing.
QUOTED = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]|«([^«»]*)»")


@dataclass(frozen=True)
class Term:
    """A word asked for: folded as it was typed, and its stem."""

    word: str
    stem: str


@dataclass(frozen=True)
class Question:
    """The words that a page should have, and the phrases (rows of words) that it must have."""

    words: tuple[Term, ...]
    phrases: tuple[tuple[Term, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def with_words(self, others: Mapping[str, Term]) -> "Question":
        """Return the question with other words in the place of some, in its phrases too."""
        words, *phrases = (
            tuple(others.get(term.word, term) for term in row)
            for row in (self.words, *self.phrases)
        )
        return replace(
            self, words=tuple(dict.fromkeys(words)), phrases=tuple(dict.fromkeys(phrases))
        )

    def loosened(self) -> "Question":
        """Return the question without its phrases, the words of which are asked for as others."""
        return Question(tuple(dict.fromkeys(self.terms)), ())

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every word asked for, those of the phrases included."""
        return tuple(chain(self.words, *self.phrases))

    @property
    def is_one_word(self) -> bool:
        """Whether one word is asked for, and nothing else."""
        return len(self.words) == 1 and not self.phrases

    @property
    def is_divisible(self) -> bool:
        """Whether a page can have some of what is asked, and not all."""
        return bool(self.words) and len(self.words) + len(self.phrases) > 1

    @property
    def stems(self) -> frozenset[str]:
        """Every stem asked for, those of the phrases included."""
        return frozenset(term.stem for term in self.terms)

    def marked(self, language: str) -> frozenset[str]:
        """Return the stems that an extract marks: no *of* where there is more to mark."""
        said = [term.stem for term in self.terms if not is_function_word(term.word, language)]
        return frozenset(said) or self.stems


class Place(Enum):
    """Where in a document words are looked for; `NAMES` are its title and its labels."""

    TITLE = "title"
    NAMES = "names"
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Sought:
    """What the index is asked for: documents that have each phrase, and all words or any, there."""

    question: Question
    place: Place
    any_word: bool = False


def read(text: str, language: str) -> Question:
    """Return what `text` asks in `language`, the first `MAX_WORDS` words of it.

    Only letters and digits are kept, so that no sign of a query language reaches a database.
    """
    left = MAX_WORDS
    phrases: list[tuple[Term, ...]] = []
    loose: list[str] = []
    for match in QUOTED.finditer(text):
        row = tokens(match[1] or match[2] or "")[:left]
        left -= len(row)
        if len(row) > 1:
            phrases.append(tuple(Term(word, stem(word, language)) for word in row))
        else:
            loose += row
    asked = tokens(QUOTED.sub(" ", text))
    said = [word for word in asked if not is_function_word(word, language)]
    if not phrases and not loose:
        said = said or asked
    terms: dict[str, Term] = {}
    for word in [*loose, *said][: max(left, 0) + len(loose)]:
        terms.setdefault(stem(word, language), Term(word, stem(word, language)))
    return Question(tuple(terms.values()), tuple(dict.fromkeys(phrases)))


def tokens(text: str) -> list[str]:
    """Return the folded words of a text as the engines part them: at underscores too."""
    return words(text.replace("_", " "))
