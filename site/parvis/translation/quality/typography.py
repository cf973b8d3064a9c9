"""Puts the typography of a language into a passage, for whoever writes it to see and accept.

What a page shows is typeset once more by `parvis.pages.typography`, which changes only spaces that
are there; this adds those that are missing, quotation marks and apostrophes, to what is stored.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from parvis.pages.typography import NARROW
from parvis.translation.quality.segment import ADDRESS, CODE, EMAIL, PLACEHOLDER, TAG, plain_text

NO_BREAK = "\u00a0"
_SPACES = "[ \t\u00a0\u2009\u202f]"
# They stand for a tag, and for what is no prose.
_TAG_SIGN, _OTHER_SIGN = "\ue000", "\ue001"
_ENTITY = r"&(?:#\d+|#x[\da-f]+|\w+);"
_PROGRAM = rf"(?<![^\s<>«»“”])[^\s<>«»“”]*[=_\\|](?:{_ENTITY}|[^\s<>«»“”;:!?&])*"
# In HTML an address may end with an entity.
_ADDRESS = rf"(?:{ADDRESS.pattern})(?:(?<=&amp);)?"
_KEPT = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            CODE.pattern, TAG.pattern, _ADDRESS, EMAIL.pattern,
            PLACEHOLDER.pattern, _ENTITY, _PROGRAM, f"[{_TAG_SIGN}{_OTHER_SIGN}]",
        )
    ),
    re.S | re.I,
)  # fmt: skip
_WORD_END = rf"([\w)\]»”’%…°{_OTHER_SIGN}]{_TAG_SIGN}*)"
_SENTENCE_GOES_ON = rf"(?=[\s{_TAG_SIGN}»”)\]]|$)"
_STRAIGHT_QUOTES = re.compile(r"(?<![\w\"])\"(?![\s\"])([^\"\n]*[^\s\"])\"(?![\w\"])")
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])'(?={_TAG_SIGN}*[\w«“\"{_OTHER_SIGN}])")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")


@dataclass(frozen=True)
class Profile:
    """What a locale asks for. `high` stands before ; ! ? and `colon` before a colon."""

    opening: str
    closing: str
    high: str = ""
    colon: str = ""
    has_ellipsis: bool = False


_FRENCH = Profile(f"«{NARROW}", f"{NARROW}»", high=NARROW, colon=NO_BREAK, has_ellipsis=True)
PROFILES = {
    "fr": _FRENCH,
    "fr-ca": Profile(f"«{NO_BREAK}", f"{NO_BREAK}»", colon=NO_BREAK, has_ellipsis=True),
    "en": Profile("“", "”"),
}


def profile(code: str) -> Profile | None:
    """Return the profile of a locale, or else of its language; None where nothing is known."""
    code = code.lower().replace("_", "-")
    return PROFILES.get(code) or PROFILES.get(code.partition("-")[0])


def fix(html: str, code: str) -> str:
    """Return the passage as its language prints it; tags, code and addresses stay as they are."""
    wanted = profile(code)
    if wanted is None:
        return html
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        is_tag = TAG.fullmatch(match[0]) is not None
        return _TAG_SIGN if is_tag else _OTHER_SIGN

    text = _KEPT.sub(keep, html)
    before = ""
    while text != before:  # one quotation may hold another
        before, text = text, _STRAIGHT_QUOTES.sub(rf"{wanted.opening}\1{wanted.closing}", text)
    text = _APOSTROPHE.sub("’", text)
    if wanted.has_ellipsis:
        text = _ELLIPSIS.sub("…", text)
    text = _spaced(text, wanted)
    pieces = iter(kept)
    return re.sub(f"[{_TAG_SIGN}{_OTHER_SIGN}]", lambda _sign: next(pieces), text)


def _spaced(text: str, wanted: Profile) -> str:
    """Return the text with the spaces the profile wants around its signs."""
    for signs, space in ((rf"[;!?](?:{_SPACES}*[;!?])*", wanted.high), (":", wanted.colon)):
        found = re.compile(rf"{_WORD_END}{_SPACES}*({signs}){_SENTENCE_GOES_ON}")
        text = found.sub(rf"\1{space}\2", text)
    if wanted.opening.startswith("«"):
        text = re.sub(rf"«{_SPACES}*", wanted.opening, text)
        text = re.sub(rf"{_SPACES}*»", wanted.closing, text)
    return text


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return what was changed into what, in whole words, tags left out."""
    old, new = plain_text(before).split(" "), plain_text(after).split(" ")
    compared = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (" ".join(old[start:end]), " ".join(new[new_start:new_end]))
        for kind, start, end, new_start, new_end in compared.get_opcodes()
        if kind != "equal"
    ]
