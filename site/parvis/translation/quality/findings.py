"""What a check says of a translated passage."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
EXCERPT_LENGTH = 80


@dataclass(frozen=True)
class Finding:
    """One thing a check found: an error changes what readers are told, a warning may be right.

    `about` says which thing, in no reader's language, where the excerpt of the texts does not.
    """

    check: str
    severity: Severity
    message: str
    excerpt: str = ""
    about: str = ""


def fingerprint(source: str, target: str, check: str, about: str = "", *, number: int = 1) -> str:
    """Return what a dismissal is bound to: both texts and what was found, 32 characters.

    `number` counts the findings of one check about the same thing in one passage.
    """
    whole = "\0".join((check, source, target, about, str(number)))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class JudgedFinding(Finding):
    """A finding with what it is bound to, and the reason for which a person set it aside."""

    fingerprint: str = ""
    is_dismissed: bool = False
    reason: str = ""


def judged(finding: Finding, mark: str, reason: str | None) -> JudgedFinding:
    """Return a finding with its fingerprint, and the reason it was set aside for, if it was."""
    texts = (finding.check, finding.severity, finding.message, finding.excerpt, finding.about)
    is_dismissed = reason is not None
    return JudgedFinding(*texts, fingerprint=mark, is_dismissed=is_dismissed, reason=reason or "")


def shortened(text: str, length: int = EXCERPT_LENGTH) -> str:
    """Return the beginning of a text, cut at a word, with “…” where something was cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
