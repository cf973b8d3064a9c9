"""Words as the index holds them: folded of accents, ligatures and elision, then stemmed.

Computed here, alike for both engines: neither SQLite nor PostgreSQL finds *cœur* by *coeur*, and
one index row a page leaves no room for one database configuration a language.
"""

import re
import unicodedata
from functools import lru_cache

ALGORITHMS = {"fr": "french", "en": "english", "nl": "dutch", "de": "german"}
# One after the other: quicker than a table of characters, where most texts have none of them.
REPLACED = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ĳ": "ij", "’": "'", "\0": " "}
WORD = re.compile(r"\w+", re.UNICODE)
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures; NUL bytes become spaces."""
    text = text.lower()
    for char, plain in REPLACED.items():
        text = text.replace(char, plain)
    text = unicodedata.normalize("NFKD", text)
    for char in filter(unicodedata.combining, set(text)):
        text = text.replace(char, "")
    return text


def words(text: str) -> list[str]:
    """Return the folded words of a text, without elided articles (`l'usager` gives `usager`)."""
    return WORD.findall(ELISION.sub(" ", fold(text)))


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text in `language`, in order; unknown languages keep whole words."""
    return [stem(word, language) for word in words(text)]


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word in `language` (a code: *fr*, *fr-ca*)."""
    return _stem(word, ALGORITHMS.get(language.split("-")[0], ""))


@lru_cache(maxsize=50_000)
def _stem(word: str, algorithm: str) -> str:
    if not algorithm or not word.isalpha():
        return word
    if algorithm == "french" and len(word) > 3:
        # The algorithm stems "usager" and "usagers" apart; without its plural it does not.
        word = word.removesuffix("s")
    # It loads all its languages, for which the start of a process need not wait.
    import snowballstemmer

    return str(snowballstemmer.stemmer(algorithm).stemWord(word))
