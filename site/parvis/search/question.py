"""What a reader asks: words, and phrases in quotation marks of any language."""

import re
from dataclasses import dataclass
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
    """The words that any page may have, and the phrases (rows of stems) that each must have."""

    words: tuple[Term, ...]
    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def is_divisible(self) -> bool:
        """Whether a page can have some of what is asked, and not all."""
        return bool(self.words) and len(self.words) + len(self.phrases) > 1

    @property
    def stems(self) -> frozenset[str]:
        """Every stem asked for, those of the phrases included: what an extract marks."""
        return frozenset(chain((term.stem for term in self.words), *self.phrases))


def read(text: str, language: str) -> Question:
    """Return what `text` asks in `language`, the first `MAX_WORDS` words of it.

    Only letters and digits are kept, so that no sign of a query language reaches a database.
    """
    left = MAX_WORDS
    phrases: list[tuple[str, ...]] = []
    loose: list[str] = []
    for match in QUOTED.finditer(text):
        row = tokens(match[1] or match[2] or "")[:left]
        left -= len(row)
        if len(row) > 1:
            phrases.append(tuple(stem(word, language) for word in row))
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
