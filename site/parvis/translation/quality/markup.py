"""Links, inline tags and placeholders: what programs read in a passage stays as it is."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.translation.quality.findings import Finding, Severity, shortened
from parvis.translation.quality.segment import PLACEHOLDER, TAG, Segment

# Two names of one thing, for a reader.
_SAME = {"i": "em", "b": "strong"}
_EMPTY_ELEMENTS = {"br", "img", "hr", "wbr"}
# Emphasis may fall away where the other language puts it into words.
_FREE = {"em", "strong", "br", "a"}


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
    return found


def check_tags(source: Segment, target: Segment) -> list[Finding]:
    """Return tags that are not closed, that were lost and that were added."""
    unclosed = unbalanced(target.data)
    if unclosed:
        message = _("The tag <%(text)s> is not opened and closed in order.")
        return [_finding("markup", "error", message, unclosed)]
    asked, given = _tags(source.data), _tags(target.data)
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
