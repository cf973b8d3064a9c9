"""All terms at one moment, and what they say of a text and of its translation."""

from dataclasses import dataclass
from typing import Literal

from wagtail.models import Locale

from parvis.translation.glossary.matching import Matcher, Occurrence
from parvis.translation.glossary.models import Concept, Term


@dataclass(frozen=True)
class Expectation:
    """What the translation of a term found in the source may and may not say."""

    concept: Concept
    occurrence: Occurrence
    preferred: Term | None
    admitted: tuple[Term, ...]
    forbidden: tuple[Term, ...]

    @property
    def accepted(self) -> tuple[Term, ...]:
        """The terms that render the concept, the preferred one first."""
        return (self.preferred, *self.admitted) if self.preferred else self.admitted


@dataclass(frozen=True)
class TermFinding:
    """A term the translation lacks (`missing`) or should not have (`forbidden`).

    `source` is where the concept stands in the source, and `target` the forbidden term's place in
    the target. `proposal` is the term to write, empty where the glossary knows none.
    """

    kind: Literal["missing", "forbidden"]
    concept: Concept
    proposal: str
    source: Occurrence | None = None
    target: Occurrence | None = None


class Glossary:
    """All terms of all languages, as they stood at one moment."""

    def __init__(self, terms: list[Term]) -> None:
        self._by_locale: dict[int, list[Term]] = {}
        self._by_concept: dict[tuple[int, int], list[Term]] = {}
        self._matchers: dict[int, Matcher] = {}
        for term in terms:
            self._by_locale.setdefault(term.locale_id, []).append(term)
            self._by_concept.setdefault((term.concept_id, term.locale_id), []).append(term)

    def occurrences(self, text: str, locale: Locale) -> list[Occurrence]:
        """See `terms.occurrences`."""
        return self._matcher(locale).occurrences(text)

    def _matcher(self, locale: Locale) -> Matcher:
        if locale.pk not in self._matchers:
            terms = self._by_locale.get(locale.pk, [])
            self._matchers[locale.pk] = Matcher(terms, locale.language_code)
        return self._matchers[locale.pk]

    def expectations(
        self, source_text: str, source_locale: Locale, target_locale: Locale
    ) -> list[Expectation]:
        """See `terms.expectations`."""
        return [
            expectation
            for occurrence in self.occurrences(source_text, source_locale)
            for expectation in self.expectations_of(occurrence, target_locale)
        ]

    def expectations_of(self, occurrence: Occurrence, target: Locale) -> list[Expectation]:
        """Return what each concept named there expects; those unknown to `target` are left out."""
        concepts = {term.concept_id: term.concept for term in occurrence.terms}
        found = []
        for concept in concepts.values():
            terms = self._by_concept.get((concept.pk, target.pk), [])
            if terms:
                found.append(
                    Expectation(
                        concept,
                        occurrence,
                        next((term for term in terms if term.is_preferred), None),
                        tuple(term for term in terms if term.status == Term.Status.ADMITTED),
                        tuple(term for term in terms if term.status == Term.Status.FORBIDDEN),
                    )
                )
        return found

    def proposal(self, concept: Concept, locale: Locale) -> str:
        """Return the preferred term of a concept, else an admitted one, else nothing."""
        terms = self._by_concept.get((concept.pk, locale.pk), [])
        for status in (Term.Status.PREFERRED, Term.Status.ADMITTED):
            for term in terms:
                if term.status == status:
                    return term.text
        return ""

    def check(
        self, source_text: str, target_text: str, source_locale: Locale, target_locale: Locale
    ) -> list[TermFinding]:
        """See `terms.check`."""
        expected = self.expectations(source_text, source_locale, target_locale)
        forbidden = self._forbidden(expected, target_text, target_locale)
        # A word of a longer term stands there all the same: “roads” in “roads department”.
        rendered = {
            term.concept_id
            for term in self._matcher(target_locale).terms_in(target_text)
            if term.status != Term.Status.FORBIDDEN
        } | {finding.concept.pk for finding in forbidden}
        return [*forbidden, *self._missing(expected, rendered, target_locale)]

    def _forbidden(
        self, expected: list[Expectation], target_text: str, locale: Locale
    ) -> list[TermFinding]:
        sources = {each.concept.pk: each.occurrence for each in reversed(expected)}
        found = []
        for occurrence in self.occurrences(target_text, locale):
            wrong = [term for term in occurrence.terms if term.status == Term.Status.FORBIDDEN]
            right = [term for term in occurrence.terms if term.status != Term.Status.FORBIDDEN]
            if right:
                # The words are another concept's too: they are wrong only if it is this one's turn.
                if any(term.concept_id in sources for term in right):
                    continue
                wrong = [term for term in wrong if term.concept_id in sources]
            # One finding a place: first the concept the source speaks of.
            wrong.sort(key=lambda term: term.concept_id not in sources)
            found += [
                TermFinding(
                    "forbidden",
                    term.concept,
                    self.proposal(term.concept, locale),
                    sources.get(term.concept_id),
                    occurrence,
                )
                for term in wrong[:1]
            ]
        return found

    def _missing(
        self, expected: list[Expectation], rendered: set[int], locale: Locale
    ) -> list[TermFinding]:
        choices: dict[int, list[Expectation]] = {}
        for expectation in expected:
            if expectation.accepted:
                choices.setdefault(expectation.occurrence.start, []).append(expectation)
        found: dict[int, TermFinding] = {}
        for same_place in choices.values():
            if not any(each.concept.pk in rendered for each in same_place):
                first = same_place[0]
                proposal = self.proposal(first.concept, locale)
                found.setdefault(
                    first.concept.pk,
                    TermFinding("missing", first.concept, proposal, first.occurrence),
                )
        return list(found.values())
