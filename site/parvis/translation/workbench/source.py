"""A passage of the source as the screen shows it: its marks, its links, the glossary's terms."""

import html
import re
from itertools import pairwise

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Locale

from parvis.translation.glossary.snapshot import Expectation, Glossary
from parvis.translation.quality.segment import TAG, plain_text

LINK = re.compile(r'<a id="([^"]*)">')
PIECE = re.compile(rf"(?P<tag>{TAG.pattern})|(?P<entity>&#?\w+;?)|(?P<text>[^<&]+|.)", re.DOTALL)


def shown_source(
    data: str, glossary: Glossary | None, source: Locale, target: Locale
) -> SafeString:
    """Return a passage with its marks, links numbered, terms of a glossary in `mark`.

    Nothing in it acts: wagtail-localize lets inline tags without attributes into a passage, and
    ids of links only. A term that has marks inside is highlighted piece by piece.
    """
    expected = glossary.expectations(plain_text(data), source, target) if glossary else []
    places = _places(expected)
    shown: list[str] = []
    at = 0
    for found in PIECE.finditer(data):
        piece = found[0]
        if found["tag"]:
            shown.append(LINK.sub(r'<a class="wb-link" data-link="\1">', piece))
            at += len(plain_text(piece))
        elif found["entity"]:
            end = at + len(html.unescape(piece))
            shown += _highlighted(mark_safe(piece), at, end, places)  # noqa: S308 (one entity)
            at = end
        else:
            for start, end in _cuts(at, at + len(piece), places):
                shown += _highlighted(piece[start - at : end - at], start, end, places)
            at += len(piece)
    return mark_safe("".join(shown))  # noqa: S308 (each piece is the passage's own, or escaped)


def _places(expected: list[Expectation]) -> list[tuple[int, int, str]]:
    """Return where terms stand, in order, and what the glossary says of each."""
    said: dict[tuple[int, int], list[str]] = {}
    for each in expected:
        place = (each.occurrence.start, each.occurrence.end)
        said.setdefault(place, []).append(_said(each))
    return [(*place, " · ".join(filter(None, texts))) for place, texts in sorted(said.items())]


def _said(expected: Expectation) -> str:
    """Say which words to use, and which to avoid."""
    accepted = ", ".join(term.text for term in expected.accepted)
    if not expected.forbidden:
        return accepted
    avoided = ", ".join(term.text for term in expected.forbidden)
    avoid = _("avoid: %(terms)s") % {"terms": avoided}
    return f"{accepted} ({avoid})" if accepted else avoid


def _cuts(start: int, end: int, places: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Cut a piece of text where terms begin and end."""
    cuts = {start, end} | {cut for place in places for cut in place[:2] if start < cut < end}
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def _highlighted(piece: str, start: int, end: int, places: list[tuple[int, int, str]]) -> list[str]:
    for first, last, said in places:
        if first <= start and end <= last:
            return [format_html('<mark class="wb-term" title="{}">{}</mark>', said, piece)]
    return [conditional_escape(piece)]
