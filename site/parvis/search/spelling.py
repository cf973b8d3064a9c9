"""Words typed wrong, corrected against the site's own words.

A word and a wrong one that is an edit away are the same once a letter is left out of one or both
(Wolf Garbe's symmetric deletes): exact look-ups find the candidates on any database, and only they
are compared.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from wagtail.models import Locale

from parvis.search.models import BEGINNING, LONGEST_WORD, Misspelling, Word
from parvis.search.question import Term

# A word of so many letters may have two of them wrong; in a short one every letter tells.
LONG, SHORT = 8, 5


@dataclass(frozen=True)
class Correction:
    """What was typed, what it is taken for as most texts write it, how many documents have it."""

    typed: str
    written: str
    term: Term
    documents: int


def shortened(word: str) -> set[str]:
    """Return the word, and the word with each of its letters left out.

    Nothing of what is too short or too long to be corrected, and of numbers.
    """
    if not BEGINNING <= len(word) <= LONGEST_WORD or not word.isalpha():
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def correct(words: Collection[str], locale: Locale) -> dict[str, Correction]:
    """Return what each of `words`, folded and unknown to `locale`, is taken for, where it is.

    The word fewest edits away, of these the most common; else the commonest that it begins.
    Two queries at most, whatever the number of words.
    """
    typed = [word for word in words if shortened(word)]
    if not typed:
        return {}
    every = set().union(*map(shortened, typed))
    # Languages are told apart here: a planner that knows no better begins with all words of one.
    rows = Misspelling.objects.filter(typed__in=every).select_related("word")
    candidates = {row.word for row in rows if row.word.locale_id == locale.pk}
    found = {word: _nearest(word, candidates) for word in typed}
    begun = [word for word, one in found.items() if one is None]
    if begun:
        beginnings = {word[:BEGINNING] for word in begun}
        longer = list(Word.objects.filter(locale=locale, beginning__in=beginnings))
        found |= {word: _completed(word, longer) for word in begun}
    return {
        word: Correction(word, one.shown, Term(one.word, one.stem), one.documents)
        for word, one in found.items()
        if one is not None
    }


def _nearest(word: str, candidates: Iterable[Word]) -> Word | None:
    best: tuple[int, int, str] | None = None
    nearest = None
    for candidate in candidates:
        if len(word) < SHORT and candidate.word[:1] != word[:1]:
            continue
        distance = OSA.distance(word, candidate.word)
        if distance > (2 if min(len(word), len(candidate.word)) >= LONG else 1):
            continue
        rank = (distance, -candidate.documents, candidate.word)
        if best is None or rank < best:
            best, nearest = rank, candidate
    return nearest


def _completed(word: str, longer: Iterable[Word]) -> Word | None:
    begun = [one for one in longer if one.word.startswith(word)]
    return min(begun, key=lambda one: (-one.documents, one.word), default=None)
