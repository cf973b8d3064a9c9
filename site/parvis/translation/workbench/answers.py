"""What the editor's screen is told: how a passage stands, its findings, its aids, who is here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, Translation

from parvis.translation import locks
from parvis.translation.quality import typography
from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.workbench import aids
from parvis.translation.workbench.passages import Passage, state_words, work_on
from parvis.translation.workbench.saving import Saved


def saved_passage(
    request: HttpRequest,
    translation: Translation,
    segment: StringSegment,
    saved: Saved,
    typed: str,
    repeated: int,
) -> dict[str, Any]:
    """Return how a passage stands now that it is saved, and those of the same text with it."""
    work = work_on(translation)
    passage = next((found for found in work.passages if found.pk == segment.pk), None)
    found = aids.findings_by_passage(translation)
    stored = saved.row.data if saved.row else ""
    fixed = typography.changes(typed, stored) if stored else []
    return {
        "version": saved.version,
        "value": stored,
        "state": passage.state if passage else "",
        "said": str(state_words(passage.state)) if passage else "",
        "done": work.done,
        "progress": _("%(done)s of %(total)s passages") % {"done": work.done, "total": work.total},
        "fixed": [list(pair) for pair in fixed],
        "note": _note_on(fixed, repeated),
        "machine": work.by_machine_words,
        "findings": findings_of(request, translation, segment, found.get(segment.pk, [])),
        # The same text elsewhere on the page: it may have got these words too.
        "twins": [
            {
                "pk": twin.pk,
                "value": twin.target,
                "version": twin.version,
                "state": twin.state,
                "said": str(state_words(twin.state)),
                "findings": findings_of(request, translation, twin, found.get(twin.pk, [])),
            }
            for twin in work.passages
            if twin.source == segment.string.data and twin.pk != segment.pk
        ],
    }


def findings_of(
    request: HttpRequest,
    translation: Translation,
    segment: StringSegment | Passage,
    found: list[JudgedFinding],
) -> str:
    """Return what the checks found in a passage, as a piece of the page."""
    context = {"findings": found, "passage": segment, "translation": translation}
    return render_to_string("admin/workbench/findings.html", context, request)


def aids_beside(
    request: HttpRequest, translation: Translation, segment: StringSegment, warning: str = ""
) -> HttpResponse:
    """Answer with the aids for a passage, as a piece of the page."""
    context = {
        "aids": aids.aids_for(translation, segment),
        "translation": translation,
        "warning": warning,
        "is_locked": bool(locks.refusal(request.user, translation)),
    }
    return render(request, "admin/workbench/aids.html", context)


def who_is_here(others: list[dict[str, Any]]) -> str:
    """Return who else is here, in words."""
    if not others:
        return ""
    names = ", ".join(other["name"] for other in others)
    return _("Also here now: %(names)s") % {"names": names}


def _note_on(fixed: list[tuple[str, str]], repeated: int) -> str:
    notes = []
    if fixed:
        words = ", ".join(f"“{before}” → “{after}”" for before, after in fixed[:3])
        notes.append(_("Typography put right: %(words)s.") % {"words": words})
    if repeated:
        notes.append(
            ngettext(
                "Also used for %(count)d same passage elsewhere.",
                "Also used for %(count)d same passages elsewhere.",
                repeated,
            )
            % {"count": repeated}
        )
    return " ".join(notes)
