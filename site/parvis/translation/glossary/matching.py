"""Finding terms in a text: the same words, whatever their ending, accents and articles."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from parvis.search.stems import stems
from parvis.translation.glossary.models import Term

# An elided article is no word of the term (`l’usager`), nor of the text that has it.
ELIDED = r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)"
SOFT = "\u00ad"  # a hyphen where a word may be cut
WORD = re.compile(rf"(?P<elided>{ELIDED})|(?P<word>\w[\w\u0300-\u036f{SOFT}]*)", re.IGNORECASE)
# What may stand between two words of one term.
GAP = re.compile(rf"[\s\u200b\u2060{SOFT}'’ʼ\-‐‑]*\Z")
FEMININE = re.compile(r"(?<=[ghl])ères?\Z")
DOER = re.compile(r"(.{2,})[eè]re?s?")
RANK = {Term.Status.PREFERRED: 0, Term.Status.ADMITTED: 1, Term.Status.FORBIDDEN: 2}


@dataclass(frozen=True)
class Occurrence:
    """A term where it stands: `text[start:end]`.

    `others` are terms of the same words, of other concepts: the text alone does not tell them
    apart.
    """

    start: int
    end: int
    term: Term
    others: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term the words may stand for, the likeliest first."""
        return (self.term, *self.others)


@dataclass(frozen=True)
class _Token:
    """A word; `follows` where nothing but spaces and hyphens parts it from the one before."""

    start: int
    end: int
    word: str
    keys: tuple[str, ...]
    follows: bool


class Matcher:
    """The terms of one language, ready to be looked for."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self.language = language
        self._terms: dict[tuple[str, ...], list[tuple[Term, list[str]]]] = {}
        self._beginnings: set[tuple[str, ...]] = set()
        for term in terms:
            tokens = list(_tokens(term.text, language))
            if words := tuple(token.keys[-1] for token in tokens):
                self._terms.setdefault(words, []).append((term, [token.word for token in tokens]))
                self._beginnings.update(words[:end] for end in range(1, len(words) + 1))

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return the terms that stand in `text`, in order; longer ones keep out shorter ones."""
        taken: set[int] = set()
        kept = []
        for run, occurrence in sorted(
            self._matches(text), key=lambda match: (-len(match[0]), match[0][0])
        ):
            if taken.isdisjoint(run):
                taken.update(run)
                kept.append(occurrence)
        return sorted(kept, key=lambda occurrence: occurrence.start)

    def terms_in(self, text: str) -> list[Term]:
        """Return every term whose words stand in `text`, within those of longer terms too."""
        return [term for _run, occurrence in self._matches(text) for term in occurrence.terms]

    def _matches(self, text: str) -> Iterator[tuple[range, Occurrence]]:
        """Yield each run of words that is a term, by the numbers of its words."""
        tokens = list(_tokens(text, self.language))
        for first in range(len(tokens)):
            for words in self._beginning_at(tokens, first):
                run = tokens[first : first + len(words)]
                if terms := self._named_by(run, words):
                    start, end = run[0].start, run[-1].end
                    best, *others = _likeliest(terms, text[start:end])
                    yield (
                        range(first, first + len(words)),
                        Occurrence(start, end, best, tuple(others)),
                    )

    def _beginning_at(self, tokens: list[_Token], first: int) -> Iterator[tuple[str, ...]]:
        """Yield the words of each term that may begin at a word of the text."""
        ways: list[tuple[str, ...]] = [()]
        for index in range(first, len(tokens)):
            token = tokens[index]
            ways = [
                (*way, key)
                for way in ways
                for key in reversed(token.keys)
                if (token.follows or not way) and (*way, key) in self._beginnings
            ]
            if not ways:
                return
            yield from (way for way in ways if way in self._terms)

    def _named_by(self, run: list[_Token], words: tuple[str, ...]) -> list[Term]:
        if not self.language.startswith("fr"):
            return [term for term, _written in self._terms[words]]
        return [
            term
            for term, written in self._terms[words]
            if not any(
                _is_other_noun(one, token.word) for one, token in zip(written, run, strict=True)
            )
        ]


def _tokens(text: str, language: str) -> Iterator[_Token]:
    """Yield the words of a text, without elided articles.

    The last key of a word is the one to look for when the text is a term: a word in capitals is
    looked for in capitals (the term “SI” is not the French word “si”).
    """
    last, follows = 0, True
    for found in WORD.finditer(text):
        follows = follows and bool(GAP.match(text[last : found.start()]))
        last = found.end()
        if word := found["word"]:
            stem = _stem(word, language)
            is_acronym = len(word) > 1 and word.isupper()
            keys = (stem, f"={word}") if is_acronym else (stem,)
            yield _Token(found.start(), found.end(), word, keys, follows)
            follows = True


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    word = word.replace(SOFT, "")
    if language.startswith("fr"):
        # The algorithm stems “conseillère” and “conseiller” apart.
        word = FEMININE.sub("er", unicodedata.normalize("NFC", word.lower()))
    return "".join(stems(word, language))


@lru_cache(maxsize=50_000)
def _is_other_noun(one: str, other: str) -> bool:
    """Whether two French words have a stem in common and no meaning: “usager” and “usage”.

    Verbs keep their other forms: “voté” is found by “voter”, though “vote” is not.
    """
    for doer, deed in ((one.lower(), other.lower()), (other.lower(), one.lower())):
        if found := DOER.fullmatch(doer):
            base = found[1]
            if deed.removesuffix("s") in {base, f"{base}e", base.removesuffix("l")}:
                return True
    return False


def _likeliest(terms: list[Term], written: str) -> list[Term]:
    """Return the terms nearest to what is written, the preferred before the forbidden."""
    for is_same in (
        lambda term: term.text == written,
        lambda term: term.text.casefold() == written.casefold(),
    ):
        if exact := [term for term in terms if is_same(term)]:
            terms = exact
            break
    return sorted(terms, key=lambda term: (RANK[Term.Status(term.status)], term.pk))
