"""How long a body takes to read, and how it begins."""

import math
import re
from html import unescape
from typing import Any

WORDS_A_MINUTE = 220
EXCERPT_LENGTH = 200
_TAG = re.compile(r"<[^>]*>")


def reading_minutes(body: Any) -> int:
    """Return the minutes a StreamField's value takes to read, at least one."""
    texts = body.stream_block.get_searchable_content(body)
    return max(1, math.ceil(sum(len(str(text).split()) for text in texts) / WORDS_A_MINUTE))


def excerpt(body: Any) -> str:
    """Return the first paragraph of a StreamField's value as plain words, cut between two words."""
    for block in body:
        if block.block_type == "text":
            for part in re.split(r"</p>|</li>", block.value.source):
                words = unescape(_TAG.sub("", part.replace("<br/>", " "))).split()
                if words:
                    return _cut(" ".join(words))
    return ""


def _cut(words: str) -> str:
    if len(words) <= EXCERPT_LENGTH:
        return words
    return words[: EXCERPT_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
