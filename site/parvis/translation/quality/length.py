"""How long a translation is, beside its original and beside what a search engine shows."""

from django.utils.translation import gettext as _

from parvis.discovery.head import SHOWN_BY_ENGINES
from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.segment import Segment

# How much room a language takes, English being 1. Measured for French; a rule of thumb for others.
_ROOM = {"fr": 1.14, "nl": 1.1, "de": 1.12, "es": 1.12, "it": 1.1, "pt": 1.1}
_ROOM_OF_OTHERS = 1.0
# From English into French this allows for 0.62 to 2.1 of the original.
TOLERANCE = 1.84
# A few characters more or less say nothing.
SLACK = 3
# Shorter texts vary freely.
LENGTH_NEEDED = 20
TITLE = "title"  # of a page: shown where it has no `seo_title`


def check_empty(source: Segment, target: Segment) -> list[Finding]:
    """Return a finding where the translation says nothing and the original something."""
    if not source.text.strip() or any(sign.isalnum() for sign in target.text):
        return []
    if not any(sign.isalnum() for sign in source.text) and target.text.strip():
        return []
    return [Finding("empty", "error", _("The translation is empty."), shortened(source.text))]


def check_ratio(source: Segment, target: Segment) -> list[Finding]:
    """Return a finding where something seems to be missing, or to have been added."""
    before, after = len(source.text.strip()), len(target.text.strip())
    if before <= LENGTH_NEEDED or not after:
        return []
    ratio = after / before
    usual = _room(target) / _room(source)
    slack = SLACK / before
    if usual / TOLERANCE - slack <= ratio <= usual * TOLERANCE + slack:
        return []
    if ratio < usual:
        message = _("The translation is much shorter than the original (%(percent)d %%).")
    else:
        message = _("The translation is much longer than the original (%(percent)d %%).")
    return [
        Finding("length", "warning", message % {"percent": ratio * 100}, shortened(target.text))
    ]


def check_search_length(path: str, target: Segment, *, shows_title: bool = False) -> list[Finding]:
    """Return a finding where search engines would cut this text; `path` is the passage's.

    `shows_title`: the text is of a page that they show under its own title.
    """
    # The last part of a passage's path is its field.
    name = "seo_title" if shows_title and path == TITLE else path.rpartition(".")[2]
    limit = SHOWN_BY_ENGINES.get(name)
    length = len(target.text)
    if limit is None or length <= limit:
        return []
    message = _(
        "Search engines show about %(limit)d characters of this text, which has %(length)d."
    )
    texts = {"limit": limit, "length": length}
    return [Finding("search-length", "warning", message % texts, target.text[limit:])]


def _room(segment: Segment) -> float:
    return _ROOM.get(segment.language, _ROOM_OF_OTHERS)
