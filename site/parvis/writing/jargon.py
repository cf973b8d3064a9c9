"""Turns of phrase of administrations, and what to say rather: our lists, and the glossary’s.

`words/<language>.txt` holds one a line, with what its reader understands. The terms to avoid of
the site’s own glossary come first: somebody agreed on those.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wagtail.models import Locale

from parvis.translation.glossary import terms
from parvis.translation.glossary.matching import Matcher
from parvis.translation.glossary.models import Term

LISTS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Proposal:
    """Words that stand in a text, and what to say rather; empty where nobody knows."""

    place: str
    written: str
    rather: str
    is_of_glossary: bool


def proposals(sentences: Iterable[tuple[str, str]], locale: Locale) -> list[Proposal]:
    """Return what could be said more plainly in sentences of (place, words), each wording once."""
    glossary = terms.current()
    matcher, plainer = _list_of(locale.language_code.partition("-")[0].lower())
    found: dict[str, Proposal] = {}
    for place, sentence in sentences:
        for term in glossary.check("", sentence, locale, locale):
            if term.target is not None:
                written = sentence[term.target.start : term.target.end]
                proposal = Proposal(place, written, term.proposal, is_of_glossary=True)
                found.setdefault(written.lower(), proposal)
        for occurrence in matcher.occurrences(sentence):
            written = sentence[occurrence.start : occurrence.end]
            proposal = Proposal(place, written, plainer[occurrence.term.text], is_of_glossary=False)
            found.setdefault(written.lower(), proposal)
    return sorted(found.values(), key=lambda proposal: not proposal.is_of_glossary)


@cache
def _list_of(language: str) -> tuple[Matcher, dict[str, str]]:
    """Return a language’s list, ready to be looked for; of one without a list, an empty one."""
    path = LISTS / f"{language}.txt"
    plainer = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line and not line.startswith("#"):
            written, rather = (part.strip() for part in line.split("|"))
            plainer[written] = rather
    # Numbered, because the matcher prefers the older of two alike.
    words = [Term(pk=number, text=text) for number, text in enumerate(plainer)]
    return Matcher(words, language), plainer
