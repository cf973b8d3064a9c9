"""Numbers and dates: what one text counts, the other counts too, in the manner of its language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from parvis.translation.quality import numerals
from parvis.translation.quality.figures import Figure, figures, roman_numerals
from parvis.translation.quality.findings import Finding
from parvis.translation.quality.segment import Segment

CHECK = "numbers"
# Written as words in languages whose words for numbers are not known here.
SMALL = {str(number) for number in range(13)}


def check(source: Segment, target: Segment) -> list[Finding]:
    """Return what is counted in one text and not in the other."""
    found = _counted(source, target) or _magnitudes_changed(source, target)
    return [*(found or _months_changed(source, target)), *_weekdays_changed(source, target)]


def _counted(source: Segment, target: Segment) -> list[Finding]:
    asked, given = figures(source.prose, source.language), figures(target.prose, target.language)
    source_words, target_words = _said(source), _said(target)
    lost = _unmatched(asked, given, target_words)
    added = _unmatched(given, asked, source_words)
    if not (lost or added):
        lost, added = _words_changed(source, target, asked, given)
    if not (lost or added):
        lost = _without_magnitude(asked, given, target_words, target)
        added = _without_magnitude(given, asked, source_words, source)
    if lost and added:
        message = _("%(lost)s of the original is not in the translation, which has %(added)s.")
    elif lost:
        message = _("%(lost)s of the original is not in the translation.")
    elif added:
        message = _("%(added)s is not in the original.")
    else:
        return []
    texts = {"lost": _listed(lost), "added": _listed(added)}
    return [Finding(CHECK, "error", message % texts, texts["lost"] or texts["added"])]


def _said(segment: Segment) -> set[str]:
    """Return the numbers a text says without figures: words, months and Roman numerals."""
    prose, language = segment.prose, segment.language
    words = numerals.spelt_out(prose, language)[1] | numerals.months(prose, language)
    said = {str(value) for value in words | roman_numerals(prose)}
    return said if numerals.has_words(segment.language) else said | SMALL


def _unmatched(these: list[Figure], those: list[Figure], words: set[str]) -> list[str]:
    known = {meaning for figure in those for meaning in figure.meanings} | words
    # Midday is “12 h”.
    known |= {f"{word}:00" for word in words}
    return [figure.written for figure in these if not figure.meanings & known]


def _words_changed(
    source: Segment, target: Segment, asked: list[Figure], given: list[Figure]
) -> tuple[list[str], list[str]]:
    """Return the words for numbers that differ, where each text has one the other has not.

    One alone may be a way of speaking.
    """
    sure, possible = numerals.spelt_out(source.prose, source.language)
    target_sure, target_possible = numerals.spelt_out(target.prose, target.language)
    lost = _without(sure, target_possible, given)
    added = _without(target_sure, possible, asked)
    return (lost, added) if lost and added else ([], [])


def _without(words: set[int], others: set[int], written: Iterable[Figure]) -> list[str]:
    meanings = {meaning for figure in written for meaning in figure.meanings}
    return [str(word) for word in sorted(words - others) if str(word) not in meanings]


def _without_magnitude(
    these: list[Figure], those: list[Figure], words: set[str], other: Segment
) -> list[str]:
    """Return the figures in thousands and millions of which the other text keeps the figure alone.

    A magnitude anywhere in it may belong to them: “from 10 to 12 million”.
    """
    if not numerals.has_words(other.language) or numerals.has_magnitude(
        other.prose, other.language
    ):
        return []
    known = {meaning for figure in those for meaning in figure.meanings} | words
    return [figure.written for figure in these if figure.scaled and not figure.scaled & known]


def _months_changed(source: Segment, target: Segment) -> list[Finding]:
    months = numerals.months(source.prose, source.language)
    others = numerals.months(target.prose, target.language)
    message = _("The month is %(lost)s in the original, and %(added)s in the translation.")
    return _changed(months, others, MONTHS, message)


def _weekdays_changed(source: Segment, target: Segment) -> list[Finding]:
    days = numerals.weekdays(source.prose, source.language)
    others = numerals.weekdays(target.prose, target.language)
    message = _("The day is %(lost)s in the original, and %(added)s in the translation.")
    return _changed(days, others, WEEKDAYS, message)


def _magnitudes_changed(source: Segment, target: Segment) -> list[Finding]:
    sizes = numerals.magnitudes(source.prose, source.language)
    others = numerals.magnitudes(target.prose, target.language)
    message = _("The original counts in %(lost)s, the translation in %(added)s.")
    return _changed(sizes, others, numerals.MAGNITUDES, message)


def _changed(
    asked: set[int], given: set[int], names: Mapping[int, Any], message: str
) -> list[Finding]:
    """Return a finding where each text names one that the other does not.

    One alone may be a way of speaking.
    """
    lost, added = sorted(asked - given), sorted(given - asked)
    if not (lost and added):
        return []
    texts = {
        "lost": _listed(str(names[number]) for number in lost),
        "added": _listed(str(names[number]) for number in added),
    }
    about = f"{_listed(map(str, lost))} > {_listed(map(str, added))}"
    return [Finding(CHECK, "error", message % texts, texts["added"], about)]


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))
