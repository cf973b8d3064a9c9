"""Links, inline tags and placeholders: what programs read in a passage stays as it is."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from parvis.pages import foreign
from parvis.search.stems import fold
from parvis.translation.quality.findings import Finding, Severity, shortened
from parvis.translation.quality.segment import PLACEHOLDER, TAG, Segment

# Two names of one thing, for a reader.
_SAME = {"i": "em", "b": "strong"}
# By how much two pairs of link texts must be more alike than two others, the most being 2.
CLEARLY = 0.4
COMPARED = 20  # links of a passage, each with each other
_EMPTY_ELEMENTS = {"br", "img", "hr", "wbr"}
# Emphasis may fall away where the other language puts it into words.
_FREE = {"em", "strong", "br", "a", *foreign.elements()}


def check_links(source: Segment, target: Segment) -> list[Finding]:
    """Return the links that one text has and the other has not, and those without text."""
    found = []
    for key, text in source.links.items():
        if key not in target.links:
            message = _("The link of “%(text)s” is missing in the translation.")
            found.append(_finding("links", "error", message, text or key))
        elif text and not target.links[key]:
            message = _("The link of “%(text)s” has no text in the translation.")
            found.append(_finding("links", "error", message, text))
    for key, text in target.links.items():
        if key not in source.links:
            message = _("The link “%(text)s” is not in the original: it leads nowhere.")
            found.append(_finding("links", "error", message, text or key))
    return found or _swapped(source.links, target.links)


def _swapped(asked: dict[str, str], given: dict[str, str]) -> list[Finding]:
    """Return two links that seem to have changed places, if there are such.

    Where they stand in another order than in the original, their texts must say clearly that each
    kept its own: “la liste” is more like “the list” than like “the plan”. In the same order they
    must say clearly that each has the other's.
    """
    order = {key: place for place, key in enumerate(given)}
    for one, other in combinations(list(asked)[:COMPARED], 2):
        is_reordered = order[one] > order[other]
        here = _telling_apart(asked[one], asked[other])
        there = _telling_apart(given[one], given[other])
        kept = _likeness(here[0], there[0]) + _likeness(here[1], there[1])
        crossed = _likeness(here[0], there[1]) + _likeness(here[1], there[0])
        if crossed - kept > (-CLEARLY if is_reordered else CLEARLY):
            message = _("The links “%(one)s” and “%(other)s” may have changed places.")
            texts = {"one": shortened(given[one]), "other": shortened(given[other])}
            return [Finding("links", "warning", message % texts, texts["one"])]
    return []


def _telling_apart(one: str, other: str) -> tuple[list[str], list[str]]:
    """Return the words by which two texts differ, without short ones, which are mostly articles."""
    words, others = (re.findall(r"\w+", fold(text)) for text in (one, other))
    shared = set(words) & set(others)

    def weighty(found: list[str]) -> list[str]:
        left = [word for word in found if word not in shared]
        return [word for word in left if len(word) > 3 or word.isdigit()] or left

    return weighty(words), weighty(others)


def _likeness(one: list[str], other: list[str]) -> float:
    """Return how alike words are that may be of two languages, from 0 to 1; numbers decide."""
    figures, others = ({word for word in words if word.isdigit()} for words in (one, other))
    if figures and others:
        return float(figures == others)
    return fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))) / 100 if one and other else 0


def check_tags(source: Segment, target: Segment) -> list[Finding]:
    """Return tags that are not closed, that were lost and that were added."""
    unclosed = unbalanced(target.data)
    if unclosed:
        message = _("The tag <%(text)s> is not opened and closed in order.")
        return [_finding("markup", "error", message, unclosed)]
    # Words in the translation's own language are no foreign ones there.
    own = {foreign.element(target.language)}
    asked, given = _tags(source.data) - own, _tags(target.data) - own
    found = []
    for tag in sorted(asked - given):
        message = _("The original has <%(text)s>, the translation has not.")
        found.append(_finding("markup", _weight(tag), message, tag))
    for tag in sorted(given - asked):
        message = _("The translation has <%(text)s>, the original has not.")
        found.append(_finding("markup", _weight(tag), message, tag))
    return found


def check_placeholders(source: Segment, target: Segment) -> list[Finding]:
    """Return the placeholders of a program that were lost, changed or added."""
    asked = Counter(_placeholders(source))
    given = Counter(_placeholders(target))
    found = []
    for text in asked - given:
        message = _("%(text)s, which a program fills in, is missing in the translation.")
        found.append(_finding("placeholders", "error", message, text))
    for text in given - asked:
        message = _("%(text)s, which a program fills in, is not in the original.")
        found.append(_finding("placeholders", "error", message, text))
    return found


def unbalanced(data: str) -> str:
    """Return the first tag that is not opened and closed in order, or nothing."""
    opened: list[str] = []
    for match in TAG.finditer(data):
        closes, name, closed_at_once = match[1], match[2].lower(), match[4]
        if name in _EMPTY_ELEMENTS or closed_at_once:
            continue
        if not closes:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return name
    return opened[-1] if opened else ""


def _tags(data: str) -> set[str]:
    """Return the kinds of tags but links, which have a check of their own."""
    names = (match[2].lower() for match in TAG.finditer(data))
    return {_SAME.get(name, name) for name in names} - {"a", "br"}


def _weight(tag: str) -> Severity:
    return "warning" if tag in _FREE else "error"


def _placeholders(segment: Segment) -> Iterable[str]:
    return ("".join(found.split()) for found in PLACEHOLDER.findall(segment.text))


def _finding(check: str, severity: Severity, message: str, text: str) -> Finding:
    return Finding(check, severity, message % {"text": shortened(text)}, shortened(text))
