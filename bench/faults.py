"""Faults a translator may make, one function each: a faulty translation, or None if it cannot be.

Each takes a pair of passages and a source of chance.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from parvis.translation.quality.segment import ADDRESS, EMAIL, Segment

_WORD = re.compile(r"(?<![\w<&/\"=])[^\W\d_]{3,}(?![\w>;\"=])")
_MONTHS = ("janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre")
_TAG_PAIR = re.compile(r"<(code|strong|em)>(.*?)</\1>")


@dataclass(frozen=True)
class Pair:
    """A passage in two languages, as wagtail-localize would keep it."""

    source: str
    target: str
    source_code: str
    target_code: str


def changed_number(pair: Pair, chance: Random) -> str | None:
    """Change one figure."""
    prose = Segment(pair.target, pair.target_code).prose
    places = [m for m in re.finditer(r"(?<![\w&#\"-])\d+", pair.target) if m[0] in prose]
    if not places:
        return None
    place = chance.choice(places)
    other = str(int(place[0]) + chance.choice([1, 3, 10]))
    return pair.target[: place.start()] + other + pair.target[place.end() :]


def changed_month(pair: Pair, chance: Random) -> str | None:
    """Name another month."""
    names = [name for name in _MONTHS if re.search(rf"\d {name} \d", pair.target)]
    if not names:
        return None
    other = chance.choice([name for name in _MONTHS if name not in names])
    return pair.target.replace(names[0], other)


def dropped_link(pair: Pair, chance: Random) -> str | None:
    """Keep the text of a link, and drop the link."""
    links = re.findall(r"<a id=\"\w+\">.*?</a>", pair.target)
    if not links:
        return None
    link = chance.choice(links)
    return pair.target.replace(link, re.sub(r"</?a\b[^>]*>", "", link))


def dropped_tags(pair: Pair, chance: Random) -> str | None:
    """Drop every emphasis and code of the passage."""
    dropped = _TAG_PAIR.sub(r"\2", pair.target)
    return dropped if dropped != pair.target else None


def untranslated(pair: Pair, chance: Random) -> str | None:
    """Leave the original, where it has three words of prose."""
    is_text = len(_WORD.findall(Segment(pair.source, pair.source_code).prose)) >= 3
    return pair.source if is_text and pair.source != pair.target else None


def wrong_language(pair: Pair, chance: Random) -> str | None:
    """Leave the last sentence in the language of the original."""
    before = re.split(r"(?<=[.!?])\s+(?=[A-ZÉ])", pair.source)
    after = re.split(r"(?<=[.!?])\s+(?=[A-ZÉ])", pair.target)
    if len(before) < 2 or len(after) != len(before):
        return None
    kept = re.sub(r"<.*?>", "", before[-1])
    return " ".join([*after[:-1], kept]) if len(_WORD.findall(kept)) >= 5 else None


def doubled_word(pair: Pair, chance: Random) -> str | None:
    """Type a word twice."""
    words = [m for m in _WORD.finditer(pair.target) if m[0].lower() not in ("nous", "vous")]
    prose = Segment(pair.target, pair.target_code).prose
    words = [m for m in words if m[0] in prose and "<code>" not in pair.target]
    if not words:
        return None
    word = chance.choice(words)
    return f"{pair.target[: word.end()]} {word[0]}{pair.target[word.end() :]}"


def lost_bracket(pair: Pair, chance: Random) -> str | None:
    """Forget half of a pair of brackets."""
    return _without_one(pair, "()[]", chance)


def lost_quotation_mark(pair: Pair, chance: Random) -> str | None:
    """Forget half of a pair of quotation marks."""
    return _without_one(pair, "«»“”", chance)


def _without_one(pair: Pair, signs: str, chance: Random) -> str | None:
    prose = Segment(pair.target, pair.target_code).prose
    if sum(prose.count(sign) for sign in signs) != sum(pair.target.count(s) for s in signs):
        return None
    places = [place for place, sign in enumerate(pair.target) if sign in signs]
    if not places or len(places) % 2:
        return None
    place = chance.choice(places)
    return pair.target[:place] + pair.target[place + 1 :]


def cut_off(pair: Pair, chance: Random) -> str | None:
    """Forget the second half."""
    words = pair.target.split()
    if "<" in pair.target or len(pair.source) < 60 or len(words) < 8:
        return None
    return " ".join(words[: int(len(words) * 0.4)])


def emptied(pair: Pair, chance: Random) -> str | None:
    """Say nothing."""
    return ""


def changed_address(pair: Pair, chance: Random) -> str | None:
    """Mistype an e-mail or web address that is written out."""
    text = Segment(pair.target, pair.target_code).text
    found = [*EMAIL.findall(text), *ADDRESS.findall(text)]
    if not found:
        return None
    address = chance.choice(found)
    middle = len(address) // 2
    return pair.target.replace(address, f"{address[:middle]}x{address[middle:]}")


FAULTS: dict[str, Callable[[Pair, Random], str | None]] = {
    made.__name__: made
    for made in (
        changed_number, changed_month, dropped_link, dropped_tags, untranslated, wrong_language,
        doubled_word, lost_bracket, lost_quotation_mark, cut_off, emptied, changed_address,
    )
}  # fmt: skip
