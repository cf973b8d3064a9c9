"""The passages of a file that came back: what can be used is written, the rest is explained."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import StringTranslation, Translation, TranslationContext

from parvis.translation.files.codes import (
    BrokenCodesError,
    Fragment,
    canonical,
    html_of,
    marks_of,
    text_of,
)
from parvis.translation.files.indentation import unindented
from parvis.translation.files.units import Unit, place_key, units_of
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin

_BLANKS = " \t\r\n"


class Status(StrEnum):
    """What became of a unit."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    STALE = "stale"
    INVALID = "invalid"
    CONFLICT = "conflict"

    @property
    def label(self) -> Any:
        """The status in the reader’s language."""
        return _LABELS[self]

    @property
    def is_problem(self) -> bool:
        """Whether words of the file were left out."""
        return self in {Status.UNKNOWN, Status.STALE, Status.INVALID, Status.CONFLICT}


_LABELS = {
    Status.IMPORTED: gettext_lazy("imported"),
    Status.UNCHANGED: gettext_lazy("as it was"),
    Status.EMPTY: gettext_lazy("not translated in the file"),
    Status.UNKNOWN: gettext_lazy("not of this page"),
    Status.STALE: gettext_lazy("changed in the source since"),
    Status.INVALID: gettext_lazy("cannot be used"),
    Status.CONFLICT: gettext_lazy("changed here since"),
}


@dataclass(frozen=True)
class Row:
    """A unit as a file gives it back; `target` is HTML, or a fragment with codes.

    `is_approved`: the file says that a person confirms the words, even if a machine wrote them.
    `problem`: why the file’s reader could not make sense of it.
    """

    key: str
    target: str | Fragment
    source: Fragment | None = None
    is_approved: bool = False
    problem: str = ""


@dataclass(frozen=True)
class UnitReport:
    """What became of one unit, and why; `target` is what the file had, so that nothing is lost."""

    key: str
    status: Status
    message: str = ""
    label: str = ""
    source: str = ""
    target: str = ""


@transaction.atomic
def take(
    translation: Translation,
    rows: Iterable[Row],
    user: Any,
    *,
    exported_at: datetime | None = None,
    overwrite: bool = False,
    tool_name: str = "",
) -> list[UnitReport]:
    """Write every good unit as a person’s work and report on all of them, in the file’s order.

    What a person wrote here after `exported_at` stays, unless `overwrite`; without that date,
    whatever a person wrote here stays. The caller has checked the user’s rights.
    """
    taking = _Taking(translation, user, exported_at, overwrite, tool_name)
    with written(Origin.FILE, user):
        return [taking.report(row) for row in rows]


class _Taking:
    def __init__(
        self,
        translation: Translation,
        user: Any,
        exported_at: datetime | None,
        overwrite: bool,
        tool_name: str,
    ) -> None:
        self.translation = translation
        self.user, self.exported_at = user, exported_at
        self.overwrite, self.tool_name = overwrite, tool_name
        self.units = {unit.key: unit for unit in units_of(translation)}
        self.rows = {
            (row.context_id, row.translation_of_id): row
            for row in StringTranslation.objects.select_for_update().filter(
                context__in={unit.context_id for unit in self.units.values()},
                locale=translation.target_locale_id,
            )
        }
        self.seen: set[str] = set()
        self._places: set[str] | None = None

    def report(self, row: Row) -> UnitReport:
        unit = self.units.get(row.key)
        target = row.target if isinstance(row.target, str) else _words(row.target)

        def said(status: Status, message: str = "") -> UnitReport:
            label, source = (unit.place.label, unit.source) if unit else ("", _words(row.source))
            return UnitReport(row.key, status, message, label, source, target)

        if row.problem:
            return said(Status.INVALID, row.problem)
        if unit is None:
            return said(*self._without_unit(row))
        if row.key in self.seen:
            return said(Status.INVALID, _("The file has this passage twice: the first was taken."))
        self.seen.add(row.key)
        if not target.strip(_BLANKS):
            return said(Status.EMPTY)
        try:
            html = _html(row, unit)
        except ValueError as error:
            return said(Status.INVALID, str(error))
        return said(*self._write(unit, html, row))

    def _write(self, unit: Unit, html: str, row: Row) -> tuple[Status, str]:
        present = self.rows.get((unit.context_id, unit.string_id))
        is_same = present is not None and present.data == html and not present.has_error
        if is_same and not (row.is_approved and _is_proposal(present)):
            return Status.UNCHANGED, ""
        if problem := _refusal(unit, html):
            return Status.INVALID, problem
        values = {
            "data": html,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": self.tool_name,
            "last_translated_by": self.user,
            "has_error": False,
            "field_error": "",
        }
        if present is None:
            present, is_new = StringTranslation.objects.get_or_create(
                translation_of_id=unit.string_id,
                context_id=unit.context_id,
                locale_id=self.translation.target_locale_id,
                defaults=values,
            )
            if is_new:
                return Status.IMPORTED, ""
        if self._is_newer(present):
            message = _("It was changed here after the file was made, by %(person)s.") % {
                "person": present.last_translated_by or _("somebody")
            }
            return Status.CONFLICT, message
        for name, value in values.items():
            setattr(present, name, value)
        present.save()
        return Status.IMPORTED, ""

    def _is_newer(self, present: StringTranslation) -> bool:
        if self.overwrite or _is_proposal(present) or present.has_error or not present.data:
            return False
        return self.exported_at is None or present.updated_at > self.exported_at

    def _without_unit(self, row: Row) -> tuple[Status, str]:
        if self._places is None:
            paths = TranslationContext.objects.filter(
                object_id=self.translation.source.object_id
            ).values_list("path", flat=True)
            self._places = {place_key(path) for path in paths}
        if row.key.rpartition(":")[0] in self._places:
            return Status.STALE, _("The source has changed, or left this out, since.")
        return Status.UNKNOWN, _("This page has never had such a passage.")


def _is_proposal(row: Any) -> bool:
    return bool(row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE)


def _html(row: Row, unit: Unit) -> str:
    """Return the target as wagtail-localize keeps it; raise ValueError where there is no way."""
    if isinstance(row.target, str):
        html = canonical(row.target)
    else:
        html = html_of(_without_indentation(row, row.target, unit.source), unit.source)
    if "\n" not in unit.source:
        html = re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", html)
    return html.strip(_BLANKS) if unit.source == unit.source.strip(_BLANKS) else html


def _without_indentation(row: Row, target: Fragment, source: str) -> Fragment:
    if row.source is None or "\n" not in _words(row.source) or _reads(row.source, source):
        return target
    if _reads(unindented(row.source), source):
        return unindented(target)
    if marks_of(source):
        raise BrokenCodesError(
            _("The file was indented anew: the blanks around links and marks are lost.")
        )
    return target


def _reads(fragment: Fragment, source: str) -> bool:
    try:
        return html_of(fragment, source) == source
    except ValueError:
        return False


def _refusal(unit: Unit, html: str) -> str:
    """Return why these words cannot stand there; empty if they can."""
    if not text_of(html).strip():
        return _("There are marks here, but no words.")
    asked, given = Counter(marks_of(unit.source)), Counter(marks_of(html))
    # Whoever translated it here may have had reasons to leave a mark out.
    if given != asked and given != Counter(marks_of(unit.target or unit.source)):
        if missing := ", ".join(mark.name for mark in asked - given):
            return _("Links or marks of the source are missing: %s") % missing
        extra = ", ".join(mark.name for mark in given - asked)
        return _("The source has no such links or marks: %s") % extra
    return unit.place.refusal(text_of(html))


def _words(fragment: Fragment | None) -> str:
    return "".join(part for part in fragment or () if isinstance(part, str))
