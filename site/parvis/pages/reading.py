"""How long a body takes to read, and how it begins."""

import math
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

# How fast each language is read silently (Trauzettel-Klosinski and Dietz, 2012, 17 languages).
WORDS_A_MINUTE = {"fr": 195, "en": 228, "nl": 202, "de": 179}
OTHERS_A_MINUTE = 184
EXCERPT_LENGTH = 200
_TAG = re.compile(r"<[^>]*>")


def count_words(body: Any) -> int:
    """Return the number of words of a StreamField's value."""
    texts = body.stream_block.get_searchable_content(body)
    return sum(len(str(text).split()) for text in texts)


def is_long(body: Any, words: int) -> bool:
    """Return whether a StreamField's value has about so many words, without reading its HTML."""
    return sum(len(_TAG.sub(" ", text).split()) for text in _texts(list(body.raw_data))) >= words


def reading_minutes(body: Any, language: str) -> int:
    """Return the minutes a StreamField's value takes to read in its language, at least one."""
    speed = WORDS_A_MINUTE.get(language.split("-")[0], OTHERS_A_MINUTE)
    return max(1, math.ceil(count_words(body) / speed))


def excerpt(body: Any) -> str:
    """Return the first paragraph of a StreamField's value as plain words, cut between two words."""
    for block in body:
        if block.block_type == "text":
            for part in re.split(r"</p>|</li>", block.value.source):
                words = unescape(_TAG.sub("", part.replace("<br/>", " "))).split()
                if words:
                    return _cut(" ".join(words))
    return ""


def _texts(raw: Any) -> Iterator[str]:
    """Yield the texts of a value as it is stored, without what names its parts."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for name, part in raw.items():
            if name not in ("id", "type"):
                yield from _texts(part)
    elif isinstance(raw, list):
        for part in raw:
            yield from _texts(part)


def _cut(words: str) -> str:
    if len(words) <= EXCERPT_LENGTH:
        return words
    return words[: EXCERPT_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
