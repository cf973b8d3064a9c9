"""What helps a translator with one passage: memory, terms, checks, versions, talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from parvis.translation.glossary import terms
from parvis.translation.memory.lookup import Match, matches
from parvis.translation.quality import registry
from parvis.translation.quality.findings import Finding, JudgedFinding
from parvis.translation.quality.pages import check_translation
from parvis.translation.quality.segment import plain_text
from parvis.translation.workbench.history import versions_of
from parvis.translation.workbench.models import PassageNote, PassageVersion
from parvis.translation.workbench.passages import row_of

# Said by the editor itself, passage by passage.
SAID_ELSEWHERE = {"missing"}


@dataclass(frozen=True)
class Aids:
    """All of it, for one passage."""

    segment: StringSegment
    matches: list[Match]
    terms: list[terms.Expectation]
    findings: list[JudgedFinding]
    versions: list[PassageVersion]
    notes: list[PassageNote] = field(default_factory=list)


def install() -> None:
    """Have the glossary say its word among the checks; called once."""
    registry.register_check("glossary", check_terms)


def aids_for(translation: Translation, segment: StringSegment) -> Aids:
    """Return what helps with this passage, in a number of queries that does not grow."""
    source, target = translation.source.locale, translation.target_locale
    row = row_of(translation, segment).first()
    return Aids(
        segment,
        matches(segment.string.data, source, target, exclude=row.pk if row else None),
        terms.expectations(plain_text(segment.string.data), source, target),
        findings_by_passage(translation).get(segment.pk, []),
        list(versions_of(segment, target.pk)[:20]),
        list(
            PassageNote.objects.filter(context=segment.context, locale=target).select_related(
                "person", "resolved_by"
            )
        ),
    )


def findings_by_passage(
    translation: Translation, words: Mapping[int, str] | None = None
) -> dict[int, list[JudgedFinding]]:
    """Return what the checks say of each passage that is translated, or of other `words` there."""
    return {
        checked.segment_id: shown
        for checked in check_translation(translation, words=words)
        if (shown := [found for found in checked.findings if found.check not in SAID_ELSEWHERE])
    }


def open_errors(translation: Translation, words: Mapping[int, str] | None = None) -> int:
    """Return the number of errors that nobody corrected or set aside with a reason.

    In the translators' passages, or in the `words` that a revision has in their place.
    """
    return sum(
        found.severity == "error" and not found.is_dismissed
        for findings in findings_by_passage(translation, words).values()
        for found in findings
    )


def check_terms(source: str, target: str, source_locale: Locale, target_locale: Locale) -> Any:
    """Yield what the glossary says of a passage, as findings."""
    for found in terms.check(plain_text(source), plain_text(target), source_locale, target_locale):
        term = found.target.term.text if found.target else ""
        original = found.source.term.text if found.source else ""
        if found.kind == "forbidden" and found.proposal:
            message = _("The glossary says “%(proposal)s”, not “%(term)s”.")
        elif found.kind == "forbidden":
            message = _("The glossary asks not to write “%(term)s”.")
        else:
            message = _("The glossary translates “%(original)s” as “%(proposal)s”.")
        words = {"proposal": found.proposal, "term": term, "original": original}
        about = " ".join((found.concept.key, found.kind, term, original, found.proposal))
        yield Finding("glossary", "warning", message % words, term or original, about)


def shown_steps(steps: list[tuple[str, str]]) -> SafeString:
    """Return a word diff as HTML: what went is `del`, what came is `ins`."""
    tags = {"same": "{} ", "removed": "<del>{}</del> ", "added": "<ins>{}</ins> "}
    pieces = [format_html(tags[kind], strip_tags(words).strip()) for kind, words in steps]
    return mark_safe("".join(pieces).strip())  # noqa: S308 (each piece is escaped)
