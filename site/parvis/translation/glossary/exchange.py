"""Terms to files and back: all of a file, or nothing of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from parvis.translation.glossary import csvfile, tbxfile
from parvis.translation.glossary.models import Concept, Term
from parvis.translation.glossary.models.concept import is_key
from parvis.translation.glossary.rights import locales_written_by
from parvis.translation.glossary.rows import Problem, Row, UnusableGlossaryError, unusable
from parvis.translation.glossary.search import follow

__all__ = ["FORMATS", "Imported", "UnusableGlossaryError", "export_glossary", "import_glossary"]

Place = tuple[int, str]  # locale, text


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    media_type: str
    write: Callable[[Iterable[Row]], bytes]
    read: Callable[[bytes], list[Row]]


FORMATS = {
    "csv": Format("text/csv", csvfile.write, csvfile.read),
    "tbx": Format("application/x-tbx", tbxfile.write, tbxfile.read),
}


@dataclass(frozen=True)
class Imported:
    """How many terms a file added, changed, and had in common with the glossary."""

    added: int
    changed: int
    unchanged: int


def export_glossary(name: str) -> bytes:
    """Return all terms as a file of the format `name` (a key of FORMATS)."""
    terms = Term.objects.select_related("concept", "locale").order_by(
        "concept__domain", "concept", "locale__language_code", "pk"
    )
    return FORMATS[name].write(
        Row(
            0,
            term.concept.key,
            term.concept.domain,
            term.locale.language_code,
            term.text,
            term.status,
            term.definition,
            term.concept.note,
        )
        for term in terms
    )


def import_glossary(
    filename: str, contents: bytes, *, user: Any = None, dry_run: bool = False
) -> Imported:
    """Add and change terms as a file says, or raise UnusableGlossaryError and change nothing.

    Terms the file does not name stay. With `user`, terms of languages they do not write in must
    be as they are already. With `dry_run`, nothing is changed even where all is right.
    """
    name = filename.rpartition(".")[2].casefold()
    if name not in FORMATS:
        raise unusable(_("The file is neither a .csv nor a .tbx."))
    rows = FORMATS[name].read(contents)
    if not rows:
        raise unusable(_("The file holds no term."))
    with transaction.atomic():
        plan = _Plan(rows, None if user is None else locales_written_by(user))
        if plan.problems:
            raise UnusableGlossaryError(sorted(plan.problems, key=lambda found: found.line))
        if not dry_run:
            plan.carry_out(user)
    return Imported(plan.added, plan.changed, len(rows) - plan.added - plan.changed)


class _Plan:
    """What a file changes, and what keeps it from being imported."""

    def __init__(self, rows: list[Row], writable: set[int] | None) -> None:
        self.problems: list[Problem] = []
        self.added = self.changed = 0
        self._writable = writable
        self._locales = {each.language_code.casefold(): each for each in Locale.objects.all()}
        self._touched: set[str] = set()
        keys = {row.concept for row in rows}
        known = Concept.objects.filter(key__in=keys) if len(keys) < 500 else Concept.objects.all()
        self._concepts = {each.key: each for each in known.prefetch_related("terms")}
        self._terms: dict[str, dict[Place, Term]] = {
            key: {(term.locale_id, term.text): term for term in concept.terms.all()}
            for key, concept in self._concepts.items()
        }
        self._seen: dict[tuple[str, Place], int] = {}
        self._described: dict[str, Row] = {}
        for row in sorted(rows, key=lambda row: not row.status):
            self._take(row)
        self._refuse_two_preferred(rows)

    def _take(self, row: Row) -> None:
        reasons = list(self._reasons(row))
        self.problems += [Problem(row.line, reason) for reason in reasons]
        if reasons:
            return
        self._describe(row)
        locale = self._locales[row.locale.casefold()]
        place = (locale.pk, row.text)
        terms = self._terms.setdefault(row.concept, {})
        term = terms.get(place)
        status = row.status or (term.status if term else _status_of_new(terms, locale))
        if term and (term.status, term.definition) == (status, row.definition):
            return
        if self._writable is not None and locale.pk not in self._writable:
            language = locale.get_display_name()
            reason = _("You do not write in %(language)s: “%(term)s” would change.")
            self._say(row, reason % {"language": language, "term": row.text})
            return
        self._touched.add(row.concept)
        if term is None:
            self.added += 1
            term = terms[place] = Term(locale=locale, text=row.text)
        else:
            self.changed += 1
        term.status, term.definition = status, row.definition

    def _describe(self, row: Row) -> None:
        """Note the concept’s domain and note; the first line that names it decides."""
        if row.concept in self._described:
            if self._described[row.concept].domain != row.domain:
                self._say(row, _("The concept has another domain on an earlier line."))
            return
        self._described[row.concept] = row
        concept = self._concepts.setdefault(row.concept, Concept(key=row.concept))
        note = concept.note if row.note is None else row.note
        if (concept.domain, concept.note) != (row.domain, note):
            concept.domain, concept.note = row.domain, note
            self._touched.add(row.concept)

    def _reasons(self, row: Row) -> Iterable[str]:
        """Yield what is wrong with a line by itself, and with regard to those before it."""
        try:
            is_key(row.concept)
        except ValidationError:
            yield _(
                "“%(key)s” does not name a concept: use letters without accents, digits, “.”, "
                "“_” and “-”."
            ) % {"key": row.concept}
        locale = self._locales.get(row.locale.casefold())
        if locale is None:
            known = ", ".join(sorted(each.language_code for each in self._locales.values()))
            yield _("“%(code)s” is no language of this site (%(known)s).") % {
                "code": row.locale,
                "known": known,
            }
        if not row.text:
            yield _("The term is missing.")
        if row.status and row.status not in Term.Status.values:
            yield _("“%(status)s” is no status: write %(known)s.") % {
                "status": row.status,
                "known": ", ".join(Term.Status.values),
            }
        for model, name, text in (
            (Concept, "key", row.concept),
            (Concept, "domain", row.domain),
            (Term, "text", row.text),
        ):
            longest = model._meta.get_field(name).max_length
            if longest and len(text) > longest:
                yield _("“%(text)s…” is longer than %(longest)s characters.") % {
                    "text": text[:20],
                    "longest": longest,
                }
        if locale and row.text:
            first = self._seen.setdefault((row.concept, (locale.pk, row.text)), row.line)
            if first != row.line:
                yield _("The term stands on line %(line)s already.") % {"line": first}

    def _refuse_two_preferred(self, rows: list[Row]) -> None:
        for row in rows:
            locale = self._locales.get(row.locale.casefold())
            if row.status != Term.Status.PREFERRED or locale is None:
                continue
            rivals = [
                text
                for (locale_id, text), term in self._terms.get(row.concept, {}).items()
                if locale_id == locale.pk and term.is_preferred and text != row.text
            ]
            if rivals:
                reason = _("Another term is preferred: “%(other)s”. Only one can be.")
                self._say(row, reason % {"other": rivals[0]})

    def _say(self, row: Row, reason: str) -> None:
        self.problems.append(Problem(row.line, reason))

    def carry_out(self, user: Any) -> None:
        """Write what changes."""
        touched = [self._concepts[key] for key in sorted(self._touched)]
        new = [concept for concept in touched if concept.pk is None]
        for concept in touched:
            if concept.pk:
                concept.terms.set(self._terms[concept.key].values())
                concept.save()
                log(instance=concept, action="wagtail.edit", user=user)
        Concept.objects.bulk_create(new)
        terms = []
        for concept in new:
            log(instance=concept, action="wagtail.create", user=user)
            for term in self._terms[concept.key].values():
                term.concept = concept
                terms.append(term)
        Term.objects.bulk_create(terms)
        # Written at once, they send no signal.
        for locale in {term.locale_id for term in terms}:
            follow(locale)


def _status_of_new(terms: dict[Place, Term], locale: Locale) -> str:
    """Return the status of a term whose file leaves it open: the first is the preferred one."""
    preferred = any(term.is_preferred and term.locale_id == locale.pk for term in terms.values())
    return str(Term.Status.ADMITTED if preferred else Term.Status.PREFERRED)
