"""What the editor's screen asks for, passage by passage."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
    get_edit_url,
)

from parvis.translation import rights
from parvis.translation.memory.lookup import concordance, propagate
from parvis.translation.quality import dismissals, typography
from parvis.translation.workbench import aids, presence
from parvis.translation.workbench.models import Origin, PassageNote, PassageVersion
from parvis.translation.workbench.passages import state_words, work_on
from parvis.translation.workbench.saving import (
    ConflictError,
    Saved,
    UnusableError,
    save_passage,
)
from parvis.translation.workbench.values import field_of, save_value

ORIGINS = {Origin.TYPED, Origin.MEMORY}


@require_POST
def save(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Write a passage. 409 where somebody else did meanwhile, 422 where its marks are broken.

    The typography of the language is put right on the way, and what was changed is said; `as_is`
    leaves it alone.
    """
    translation, segment = _passage(request, translation_id, segment_id)
    typed = request.POST.get("value", "")
    code = translation.target_locale.language_code
    fixed = typed if request.POST.get("as_is") else typography.fix(typed, code)
    origin = request.POST.get("origin", Origin.TYPED)
    try:
        saved = save_passage(
            translation,
            segment,
            fixed,
            request.user,
            seen=request.POST.get("seen", ""),
            origin=origin if origin in ORIGINS else Origin.TYPED,
        )
    except ConflictError as conflict:
        return _conflict(request, conflict)
    except UnusableError as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    if not _wants_json(request):
        return redirect(f"{_edit_url(translation)}#passage-{segment.pk}")
    repeated = _repeat(request, saved.row) if saved.row and saved.has_changed else 0
    return JsonResponse(_answer(request, translation, segment, saved, typed, repeated))


@require_GET
def help_with(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """The aids for one passage, as a piece of the page."""
    translation, segment = _passage(request, translation_id, segment_id)
    return _aids(request, translation, segment)


@require_GET
def search(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Where words were translated before."""
    translation = _translation(request, translation_id)
    words = request.GET.get("words", "").strip()[:200]
    found = (
        concordance(words, translation.source.locale, translation.target_locale) if words else []
    )
    context = {"found": found, "words": words, "translation": translation}
    return render(request, "admin/workbench/concordance.html", context)


@require_POST
def be_present(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Note who is here, and say who else is and how the passages stand."""
    translation = _translation(request, translation_id)
    if request.POST.get("leaves"):
        presence.leave(translation, request.user)
        return JsonResponse({})
    at = request.POST.get("passage", "")
    presence.note_presence(translation, request.user, int(at) if at.isdecimal() else None)
    others = [
        {"name": str(other.person), "passage": other.passage}
        for other in presence.others(translation, request.user)
    ]
    return JsonResponse({"others": others, "said": _who_is_here(others)})


@require_POST
def revert(
    request: HttpRequest, translation_id: int, segment_id: int, version_id: int
) -> HttpResponse:
    """Take an earlier version of a passage again."""
    translation, segment = _passage(request, translation_id, segment_id)
    version = get_object_or_404(
        PassageVersion,
        pk=version_id,
        context=segment.context_id,
        locale=translation.target_locale_id,
    )
    try:
        saved = save_passage(
            translation,
            segment,
            version.data,
            request.user,
            seen=request.POST.get("seen", ""),
            origin=Origin.REVERTED,
        )
    except ConflictError as conflict:
        return _conflict(request, conflict)
    except UnusableError as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse(_answer(request, translation, segment, saved, version.data, 0))


@require_POST
def note(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Leave a remark on a passage, or mark one as settled."""
    translation, segment = _passage(request, translation_id, segment_id)
    place = {"context": segment.context, "locale": translation.target_locale}
    if settled := request.POST.get("settle"):
        remark = get_object_or_404(PassageNote, pk=settled, **place)
        remark.resolved_at = timezone.now()
        remark.save(update_fields=["resolved_at"])
    elif text := request.POST.get("text", "").strip()[:2000]:
        PassageNote.objects.create(**place, text=text, person=request.user)
    return _aids(request, translation, segment)


@require_POST
def set_aside(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Set a finding aside with a reason, or take that back."""
    translation, segment = _passage(request, translation_id, segment_id)
    path, mark = segment.context.path, request.POST.get("fingerprint", "")
    check = request.POST.get("check", "")
    try:
        if request.POST.get("again"):
            dismissals.take_back(translation, path, check, mark, request.user)
        else:
            reason = request.POST.get("reason", "")
            dismissals.dismiss(translation, path, check, mark, reason, request.user)
    except ValidationError as problem:
        return JsonResponse({"error": " ".join(problem.messages)}, status=422)
    if request.headers.get("sec-fetch-mode") == "navigate":
        return redirect(f"{_edit_url(translation)}#passage-{segment.pk}")
    return HttpResponse(_findings(request, translation, segment))


@require_POST
def set_value(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Give the translation a picture, a link or another value of its own."""
    translation = _translation(request, translation_id)
    segment = get_object_or_404(
        OverridableSegment.objects.select_related("context"),
        pk=segment_id,
        source=translation.source_id,
    )
    value = "" if "shared" in request.POST else request.POST.get(field_of(segment), "")
    save_value(translation, segment, value, request.user)
    return redirect(f"{_edit_url(translation)}#values")


def _translation(request: HttpRequest, translation_id: int) -> Translation:
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        pk=translation_id,
        enabled=True,
    )
    if not rights.may_edit(request.user, translation.get_target_instance()):
        raise PermissionDenied
    return translation


def _passage(
    request: HttpRequest, translation_id: int, segment_id: int
) -> tuple[Translation, StringSegment]:
    translation = _translation(request, translation_id)
    segment = get_object_or_404(
        StringSegment.objects.select_related("string", "context"),
        pk=segment_id,
        source=translation.source_id,
    )
    return translation, segment


def _answer(
    request: HttpRequest,
    translation: Translation,
    segment: StringSegment,
    saved: Saved,
    typed: str,
    repeated: int,
) -> dict[str, Any]:
    work = work_on(translation)
    passage = next((found for found in work.passages if found.pk == segment.pk), None)
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
        "findings": _findings(request, translation, segment),
    }


def _repeat(request: HttpRequest, row: StringTranslation) -> int:
    """Use the words for the same passage wherever it waits and the user may write."""
    locale = row.locale

    def may_write(source: TranslationSource) -> bool:
        target = source.object.get_instance_or_none(locale)
        return target is not None and rights.may_edit(request.user, target)

    return propagate(row, request.user, may_write)


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


def _findings(request: HttpRequest, translation: Translation, segment: StringSegment) -> str:
    found = aids.findings_by_passage(translation).get(segment.pk, [])
    context = {"findings": found, "passage": segment, "translation": translation}
    return render_to_string("admin/workbench/findings.html", context, request)


def _conflict(request: HttpRequest, conflict: ConflictError) -> HttpResponse:
    current = conflict.current
    data = {
        "error": str(conflict),
        "value": current.data if current else "",
        "version": current.updated_at.isoformat() if current else "",
        "person": str(current.last_translated_by or "") if current else "",
    }
    return JsonResponse(data, status=409)


def _aids(request: HttpRequest, translation: Translation, segment: StringSegment) -> HttpResponse:
    context = {"aids": aids.aids_for(translation, segment), "translation": translation}
    return render(request, "admin/workbench/aids.html", context)


def _who_is_here(others: list[dict[str, Any]]) -> str:
    if not others:
        return ""
    names = ", ".join(other["name"] for other in others)
    return _("Also here now: %(names)s") % {"names": names}


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _edit_url(translation: Translation) -> str:
    return str(get_edit_url(translation.get_target_instance()))
