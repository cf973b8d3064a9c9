"""Slips of the hand: words typed twice, brackets and quotation marks left open."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.segment import Segment

_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0\n]+\1(?![\w'’-])", re.I)
# “Nous nous réunissons”, “the law that that minister signed”.
_TWICE_IS_RIGHT = {
    "fr": {"nous", "vous", "très", "bien"},
    "en": {"that", "had", "very", "do", "so"},
    "nl": {"die", "dat", "heel", "zeer"},
    "de": {"die", "der", "das", "sie"},
}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_QUOTATION_MARKS = {"«": "»", "“": "”"}
# “a)” and “1)” number the items of a list.
_NUMBERING = re.compile(r"(?:^|\s)(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})$")
_FACE = re.compile(r"[:;]-?[()]")


def check_doubled(source: Segment, target: Segment) -> list[Finding]:
    """Return words typed twice in a row, unless the original has the like."""
    if _doubled(source):
        return []
    message = _("“%(text)s” stands twice in a row.")
    return [
        Finding("doubled", "warning", message % {"text": word}, text)
        for word, text in _doubled(target).items()
    ]


def check_brackets(source: Segment, target: Segment) -> list[Finding]:
    """Return brackets that are not closed, where those of the original are."""
    wrong = _unclosed(_for_brackets(target), _BRACKETS)
    if not wrong or _unclosed(_for_brackets(source), _BRACKETS):
        return []
    message = _("The bracket %(text)s is not opened and closed in order.")
    return [Finding("brackets", "warning", message % {"text": wrong}, _around(target.text, wrong))]


def check_quotation_marks(source: Segment, target: Segment) -> list[Finding]:
    """Return quotation marks that are not closed, where those of the original are."""
    wrong = _open_quotation(target)
    if not wrong or _open_quotation(source):
        return []
    message = _("The quotation mark %(text)s is not opened and closed in order.")
    return [
        Finding(
            "quotation-marks", "warning", message % {"text": wrong}, _around(target.text, wrong)
        )
    ]


def _doubled(segment: Segment) -> dict[str, str]:
    allowed = _TWICE_IS_RIGHT.get(segment.language, set())
    return {
        match[1]: match[0]
        for match in _DOUBLED.finditer(segment.prose)
        if match[1].lower() not in allowed
    }


def _for_brackets(segment: Segment) -> str:
    return _FACE.sub("", segment.prose)


def _open_quotation(segment: Segment) -> str:
    if segment.prose.count('"') % 2:
        return '"'
    if segment.language == "de" or "„" in segment.prose:
        # “ closes there what „ opened.
        return "„" if segment.prose.count("„") != segment.prose.count("“") else ""
    return _unclosed(segment.prose, _QUOTATION_MARKS)


def _unclosed(text: str, pairs: dict[str, str]) -> str:
    """Return the first sign without its other half; pairs are taken one kind at a time."""
    opened: Counter[str] = Counter()
    opening = {closing: opening for opening, closing in pairs.items()}
    for place, sign in enumerate(text):
        if sign in pairs:
            opened[sign] += 1
        elif sign in opening and opened[opening[sign]]:
            opened[opening[sign]] -= 1
        elif sign in opening and not _NUMBERING.search(text[max(place - 5, 0) : place]):
            return sign
    return next((sign for sign, count in opened.items() if count), "")


def _around(text: str, sign: str) -> str:
    """Return the text from the sign on, or up to it where it closes what nothing opened."""
    place = text.find(sign)
    return shortened(text[place:] if sign in '([{«“„"' else text[: place + 1])
