"""Faults a translator may make, one function each: a faulty translation, or None if it cannot be.

Each takes a pair of passages and a source of chance. `FAULTS` says which checks are to speak of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS

from bench.terms import GLOSSARY, locale
from parvis.discovery.head import SHOWN_BY_ENGINES
from parvis.translation.glossary.snapshot import Expectation
from parvis.translation.quality.segment import ADDRESS, EMAIL, PLACEHOLDER, Segment

_WORD = re.compile(r"(?<![\w<&/\"=])[^\W\d_]{3,}(?![\w>;\"=])")
_TAG_PAIR = re.compile(r"<(code|strong|em)>(.*?)</\1>")
_LINK_ID = re.compile(r"(?<=<a id=\")\w+(?=\">)")
# One magnitude for another, as a hasty translator has it.
_MAGNITUDES = {
    "en": {"million": "billion", "billion": "million", "thousand": "million"},
    "fr": {"million": "milliard", "milliard": "billion", "millier": "million"},
}


@dataclass(frozen=True)
class Pair:
    """A passage in two languages, as wagtail-localize would keep it.

    `path` is its place in the page, and `hrefs` the addresses of the translation's links.
    """

    source: str
    target: str
    source_code: str
    target_code: str
    path: str = ""
    hrefs: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The target's language without its region."""
        return self.target_code.partition("-")[0]


def wrote(fault: Callable[[Pair, Random], str | None]) -> "Fault":
    """Return a fault that is in the words alone."""

    def put(pair: Pair, chance: Random) -> Pair | None:
        target = fault(pair, chance)
        return None if target is None else replace(pair, target=target)

    return put


Fault = Callable[[Pair, Random], Pair | None]


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
    return _renamed(pair, [str(name) for name in _names(pair, MONTHS) if len(name) > 3], chance)


def changed_weekday(pair: Pair, chance: Random) -> str | None:
    """Name another day of the week."""
    return _renamed(pair, _names(pair, WEEKDAYS), chance)


def _names(pair: Pair, names: dict[int, object]) -> list[str]:
    with translation.override(pair.language):
        return [str(name) for name in names.values()]


def _renamed(pair: Pair, names: list[str], chance: Random) -> str | None:
    named = [
        match[0]
        for name in names
        if (match := re.search(rf"\b{name}\b", pair.target, 0 if pair.language == "en" else re.I))
    ]
    if not named:
        return None
    present = {name.lower() for name in named}
    other = chance.choice([name for name in names if name.lower() not in present])
    return re.sub(rf"\b{chance.choice(named)}\b", other, pair.target)


def changed_magnitude(pair: Pair, chance: Random) -> str | None:
    """Write millions for milliards, or billions for millions."""
    for word, other in _MAGNITUDES.get(pair.language, {}).items():
        if re.search(rf"\b{word}s?\b", pair.target):
            return re.sub(rf"\b{word}(?=s?\b)", other, pair.target)
    return None


def dropped_magnitude(pair: Pair, chance: Random) -> str | None:
    """Keep the figure, and lose the million after it."""
    words = "|".join(_MAGNITUDES.get(pair.language, {"": ""}))
    dropped = re.sub(rf"(?<=\d)[ \u00a0\u202f](?:{words})s?\b", "", pair.target)
    return dropped if dropped != pair.target else None


def dropped_link(pair: Pair, chance: Random) -> str | None:
    """Keep the text of a link, and drop the link."""
    links = re.findall(r"<a id=\"\w+\">.*?</a>", pair.target)
    if not links:
        return None
    link = chance.choice(links)
    return pair.target.replace(link, re.sub(r"</?a\b[^>]*>", "", link))


def swapped_links(pair: Pair, chance: Random) -> str | None:
    """Have two links lead where the other should."""
    keys = list(dict.fromkeys(_LINK_ID.findall(pair.target)))
    if len(keys) < 2:
        return None
    one, other = chance.sample(keys, 2)
    swapped = {one: other, other: one}
    return _LINK_ID.sub(lambda found: swapped.get(found[0], found[0]), pair.target)


def link_to_other_language(pair: Pair, chance: Random) -> Pair | None:
    """Leave the address of the original, in the folder of its language."""
    if not pair.hrefs:
        return None
    folder = f"/{pair.source_code.partition('-')[0]}/"
    return replace(pair, hrefs=(*pair.hrefs[:-1], f"{folder}guide/"))


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


def changed_placeholder(pair: Pair, chance: Random) -> str | None:
    """Translate the name of what a program fills in, or lose it."""
    found = [match[0] for match in PLACEHOLDER.finditer(pair.target)]
    if not found:
        return None
    other = chance.choice(["", re.sub(r"\w+", "autre", chance.choice(found), count=1)])
    return pair.target.replace(chance.choice(found), other)


def too_long(pair: Pair, chance: Random) -> str | None:
    """Say in a title or description more than search engines show."""
    limit = SHOWN_BY_ENGINES.get(pair.path.rpartition(".")[2])
    if limit is None or len(pair.target) > limit:
        return None
    return f"{pair.target} {'– Parvis, une publication publique ' * 6}"[: limit + 20]


def untranslated_alt(pair: Pair, chance: Random) -> str | None:
    """Leave a picture’s alternative text in the original’s language."""
    return untranslated(pair, chance) if pair.path.endswith("alt_text") else None


def avoided_term(pair: Pair, chance: Random) -> str | None:
    """Write a term the glossary asks to avoid."""
    return _with_term(pair, chance, lambda expected: [t.text for t in expected.forbidden])


def lost_term(pair: Pair, chance: Random) -> str | None:
    """Write something else than the glossary says."""
    return _with_term(pair, chance, lambda _expected: ["bidule"])


def _with_term(
    pair: Pair, chance: Random, others: Callable[[Expectation], list[str]]
) -> str | None:
    """Return the translation with another word in place of a term, each time it stands there."""
    source, target = locale(pair.source_code), locale(pair.target_code)
    if "<" in pair.source + pair.target:
        return None
    for expected in GLOSSARY.expectations(pair.source, source, target):
        written = [
            each
            for each in GLOSSARY.occurrences(pair.target, target)
            if expected.preferred in each.terms
        ]
        if written and others(expected):
            other, text = chance.choice(others(expected)), pair.target
            for each in reversed(written):
                text = text[: each.start] + other + text[each.end :]
            return text
    return None


def plain_typography(pair: Pair, chance: Random) -> str | None:
    """Type as on a keyboard: straight signs, and no space that does not break."""
    typed = re.sub("[\u00a0\u202f](?=[;:!?])", "", pair.target)
    typed = re.sub("«[\\s\u202f]*|[\\s\u202f]*»|[“”]", '"', typed)
    typed = typed.replace("’", "'").replace("…", "...")
    return typed if typed != pair.target and "<" not in typed else None


# What is made wrong, and the checks of which one is to say so.
FAULTS: dict[str, tuple[Fault, set[str]]] = {
    "changed_number": (wrote(changed_number), {"numbers"}),
    "changed_month": (wrote(changed_month), {"numbers"}),
    "changed_weekday": (wrote(changed_weekday), {"numbers"}),
    "changed_magnitude": (wrote(changed_magnitude), {"numbers"}),
    "dropped_magnitude": (wrote(dropped_magnitude), {"numbers"}),
    "dropped_link": (wrote(dropped_link), {"links"}),
    "swapped_links": (wrote(swapped_links), {"links"}),
    "link_to_other_language": (link_to_other_language, {"link-language"}),
    "dropped_tags": (wrote(dropped_tags), {"markup"}),
    "changed_placeholder": (wrote(changed_placeholder), {"placeholders"}),
    "changed_address": (wrote(changed_address), {"addresses"}),
    "untranslated": (wrote(untranslated), {"untranslated"}),
    "untranslated_alt": (wrote(untranslated_alt), {"untranslated"}),
    "emptied": (wrote(emptied), {"empty"}),
    "wrong_language": (wrote(wrong_language), {"language"}),
    "cut_off": (wrote(cut_off), {"length"}),
    "too_long": (wrote(too_long), {"search-length"}),
    "doubled_word": (wrote(doubled_word), {"doubled"}),
    "lost_bracket": (wrote(lost_bracket), {"brackets"}),
    "lost_quotation_mark": (wrote(lost_quotation_mark), {"quotation-marks"}),
    "avoided_term": (wrote(avoided_term), {"glossary"}),
    "lost_term": (wrote(lost_term), {"glossary"}),
    "plain_typography": (wrote(plain_typography), {"typography"}),
}
