"""Which documents have what is asked for: what the index lists, as sets of a census.

The set of a word that very many have is kept until the index changes: whoever asks for it next,
with whatever other words, costs the index nothing. How many such words a language has does not
depend on what readers ask.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import Any

from parvis.delivery.parts import is_at_hand, part
from parvis.search import asking
from parvis.search.census import Census, census_of
from parvis.search.engines import engine
from parvis.search.question import Question, Sought

# More words than that are looked for together: each might be in every document.
MOST_APART = 6


class Lists:
    """What the index has listed for a reader so far.

    It knows no languages, and is not asked twice for a word that several have.
    """

    def __init__(self) -> None:
        self._listed: dict[Sought, list[int]] = {}

    def fetch(self, locale: Any, sought: Iterable[Sought]) -> None:
        """Have the index list in one query what is neither kept nor listed already."""
        pieces = dict.fromkeys(piece for each in sought for piece in _pieces(each))
        asked = [
            piece
            for piece in pieces
            if piece not in self._listed
            and not (piece.question.is_one_word and is_at_hand(*_name(locale, piece)))
        ]
        if asked:
            self._listed |= dict(zip(asked, engine().keys(asked), strict=True))

    def most(self, sought: Sought) -> int:
        """Return how many match at most, as far as what was listed tells; of the rest, too many."""
        sizes = [
            len(self._listed[piece]) if piece in self._listed else asking.RANKED + 1
            for piece in _pieces(sought)
        ]
        return sum(sizes) if _joined(sought) is or_ else min(sizes)

    def members(self, census: Census, locale: Any, sought: Sought) -> int:
        """Return the set of those that match; the sets of its words are kept."""
        sets = (self._set(census, locale, piece) for piece in _pieces(sought))
        return reduce(_joined(sought), sets)

    def _set(self, census: Census, locale: Any, piece: Sought) -> int:
        if piece.question.is_one_word:
            of, members = part(*_name(locale, piece), make=lambda: self._kept(locale, piece))
            # Where the index has changed meanwhile, the set would be of other documents.
            if of is census or of.keys == census.keys:
                return members
        return census.members(self._keys(piece))

    def _kept(self, locale: Any, piece: Sought) -> tuple[Census, int]:
        # It depends on all that the census does: on any change of a document.
        census = census_of(locale)
        return census, census.members(self._keys(piece))

    def _keys(self, piece: Sought) -> list[int]:
        if piece not in self._listed:
            [self._listed[piece]] = engine().keys([piece])
        return self._listed[piece]


def _pieces(sought: Sought) -> list[Sought]:
    """Return what makes up what is sought: each word and each phrase by itself, unless many."""
    words, phrases = sought.question.words, sought.question.phrases
    if len(words) + len(phrases) > MOST_APART:
        return [sought]
    apart = [Question((), (phrase,)) for phrase in phrases]
    if not (sought.any_word and phrases):
        apart += [Question((word,), ()) for word in words]
    return [replace(sought, question=question, any_word=False) for question in apart]


def _joined(sought: Sought) -> Callable[[int, int], int]:
    """Return how sets are joined: with `any_word`, every phrase is there all the same."""
    return or_ if sought.any_word and not sought.question.phrases else and_


def _name(locale: Any, word: Sought) -> tuple[Any, ...]:
    return "listed", locale.pk, word.place, word.question.words[0].stem
