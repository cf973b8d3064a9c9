"""What the memory knows a segment by: its normalised text, and hashes of parts of it.

Three kinds of hashes, all in one column, apart by what is hashed with them:

- of the whole text, which finds the same text again whatever its markup;
- of the parts of it, the smallest few, which two similar texts share in proportion to how alike
  they are (min-wise hashing, https://en.wikipedia.org/wiki/MinHash);
- of each stem, for the concordance.

A segment's locale is hashed with each, so a look-up reads no row of another language.
"""

import hashlib
import heapq
import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from parvis.search.stems import fold, stems

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"'}

LONG_GRAM, LONG_FROM = 8, 20
# Eight characters say too little of a few words. Two texts of which one is under 20 characters
# and that are three quarters alike are both at most 33 long: up to there, short parts count.
SHORT_GRAM, SHORT_TO = 4, 33
KEPT = 8


def plain(html: str) -> str:
    """Return the text of a segment without its markup, its white space collapsed."""
    if "<" in html:
        html = TAG.sub("", BREAK.sub(" ", html))
    return " ".join(unescape(html).split())


def normalised(html: str) -> str:
    """Return the text two segments are compared by: without markup, case and typography."""
    text = unicodedata.normalize("NFKC", plain(html))
    for curved, straight in QUOTES.items():
        text = text.replace(curved, straight)
    return " ".join(text.casefold().split())


def similarity_hashes(html: str, locale_id: int) -> set[int]:
    """Return the hashes by which a segment finds itself and those like it; none for no text."""
    text = fold(normalised(html))
    if not text:
        return set()
    found = {_hash(f"{locale_id}=", text)}
    if len(text) >= LONG_FROM:
        found.update(_smallest(f"{locale_id}~", text, LONG_GRAM))
    if len(text) <= SHORT_TO:
        found.update(_smallest(f"{locale_id}-", f" {text} ", SHORT_GRAM))
    return found


def stem_hashes(text: str, locale_id: int, language: str) -> set[int]:
    """Return a hash for each stem of a plain text."""
    return {stem_hash(stem, locale_id) for stem in stems(text, language)}


def stem_hash(stem: str, locale_id: int) -> int:
    """Return the hash a stem has in the index."""
    return _hash(f"{locale_id}#", stem)


def _smallest(kind: str, text: str, size: int) -> list[int]:
    return heapq.nsmallest(KEPT, {_hash(kind, gram) for gram in _grams(text, size)})


def _grams(text: str, size: int) -> Iterator[str]:
    for start in range(max(1, len(text) - size + 1)):
        yield text[start : start + size]


def _hash(kind: str, text: str) -> int:
    """Return a hash that is the same in every process and fits a signed column."""
    digest = hashlib.blake2b(f"{kind}{text}".encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
