"""What the glossary says of a text and of its translation, and how machines are made to heed it.

The functions here ask the database once a call whether the glossary has changed. Who checks many
texts at once takes `current()` and asks it instead.
"""

import html
import re
import time
from datetime import datetime

from django.db.models import Count, Max
from wagtail.models import Locale

from parvis.translation.glossary.matching import Occurrence
from parvis.translation.glossary.models import Concept, Term
from parvis.translation.glossary.snapshot import Expectation, Glossary, TermFinding

__all__ = [
    "Expectation",
    "Glossary",
    "Occurrence",
    "TermFinding",
    "check",
    "current",
    "expectations",
    "occurrences",
    "protect",
    "restore",
]

# Two people may save at the very same time, and the later moment be seen first: what it hides is
# found again after so many seconds.
LONGEST_KEPT = 300
PLACEHOLDER = re.compile(r"⟦\s*(\d+)\s*⟧")
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
HIDDEN = "\ue000"  # stands for markup: neither a word nor what may stand between two

Version = tuple[int, int, datetime | None]
_kept: tuple[Version, float, Glossary] | None = None


def current() -> Glossary:
    """Return the glossary as it stands: one query, and a second where something has changed.

    Another process's change is seen too: the database says when it was made.
    """
    global _kept
    found = Concept.objects.aggregate(
        concepts=Count("pk", distinct=True), terms=Count("terms"), changed=Max("changed")
    )
    version = (found["concepts"], found["terms"], found["changed"])
    if _kept and _kept[0] == version and time.monotonic() - _kept[1] < LONGEST_KEPT:
        return _kept[2]
    glossary = Glossary(list(Term.objects.select_related("concept")))
    _kept = (version, time.monotonic(), glossary)
    return glossary


def occurrences(text: str, locale: Locale) -> list[Occurrence]:
    """Return where terms of `locale` stand in a plain text, in order and without overlaps.

    Endings, accents, capitals and elided articles do not matter; of two terms that overlap, the
    longer is found.
    """
    return current().occurrences(text, locale)


def expectations(
    source_text: str, source_locale: Locale, target_locale: Locale
) -> list[Expectation]:
    """Return what a translation must say for the terms of `source_text`, in their order.

    Concepts without any term in the target language are left out.
    """
    return current().expectations(source_text, source_locale, target_locale)


def check(
    source_text: str, target_text: str, source_locale: Locale, target_locale: Locale
) -> list[TermFinding]:
    """Return what is wrong with the terms of a translation, both texts being plain.

    One finding a concept at most is `missing`, and none where a forbidden term stands for it: that
    one is reported where it stands, with what to write instead.
    """
    return current().check(source_text, target_text, source_locale, target_locale)


def protect(
    text: str, source_locale: Locale, target_locale: Locale, *, is_html: bool = False
) -> tuple[str, dict[str, str]]:
    """Put placeholders where terms stand that have a preferred term in the target language.

    Return the text for the machine, and what `restore` needs. With `is_html`, markup is left as it
    is and the terms that come back are escaped. Words that name several concepts are left to the
    machine, unless all are translated alike. The machine sees no word: it cannot inflect the term
    that comes back, so a person reads what it wrote.
    """
    hidden = MARKUP.sub(lambda found: HIDDEN * len(found[0]), text) if is_html else text
    taken = {int(number) for number in PLACEHOLDER.findall(text)}
    glossary = current()
    placeholders: dict[str, str] = {}
    parts: list[str] = []
    end = number = 0
    for occurrence in glossary.occurrences(hidden, source_locale):
        expected = glossary.expectations_of(occurrence, target_locale)
        named = {term.concept_id for term in occurrence.terms}
        targets = {each.preferred.text for each in expected if each.preferred}
        if (
            len(targets) != 1
            or len(expected) != len(named)
            or not all(each.preferred for each in expected)
        ):
            continue
        number = next(n for n in range(number + 1, number + len(taken) + 2) if n not in taken)
        placeholder = f"⟦{number}⟧"
        target = _capitalised(targets.pop(), hidden[occurrence.start :], occurrence.term.text)
        placeholders[placeholder] = html.escape(target, quote=False) if is_html else target
        parts += [text[end : occurrence.start], placeholder]
        end = occurrence.end
    return "".join([*parts, text[end:]]), placeholders


def restore(text: str, placeholders: dict[str, str]) -> str:
    """Put the terms back in a machine's answer, whatever spaces it put into the placeholders.

    A placeholder the machine lost or made up is left as it is: `check` reports the term.
    """
    return PLACEHOLDER.sub(lambda found: placeholders.get(f"⟦{found[1]}⟧", found[0]), text)


def _capitalised(target: str, written: str, term: str) -> str:
    """Return the target with a capital where the source’s term was given one."""
    if written[:1].isupper() and term[:1].islower():
        return target[:1].upper() + target[1:]
    return target
