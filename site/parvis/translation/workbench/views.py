"""What the editor's screen asks for, passage by passage."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
    get_edit_url,
)

from parvis.translation import locks, rights
from parvis.translation.memory.lookup import concordance, propagate
from parvis.translation.places import Places
from parvis.translation.quality import dismissals, typography
from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.workbench import aids, answers, editor, presence, refusing, talk
from parvis.translation.workbench.history import written
from parvis.translation.workbench.marks import fitted
from parvis.translation.workbench.models import Origin, PassageVersion
from parvis.translation.workbench.refusing import PassageGoneError
from parvis.translation.workbench.saving import (
    ConflictError,
    UnusableError,
    save_passage,
)
from parvis.translation.workbench.values import RefusedValueError, name_of, save_value, values_of

ORIGINS = {Origin.TYPED, Origin.MEMORY}


@require_POST
@locks.held_by_locks
def save(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Write a passage. 409 where somebody else did meanwhile, 422 where it cannot be.

    The typography of the language is put right on the way, and what was changed is said; `as_is`
    leaves it alone. Where the answer is a page, it is the editor with the words that were refused.
    """
    typed = request.POST.get("value", "")
    try:
        translation, segment = _passage(request, translation_id, segment_id, writes=True)
    except PassageGoneError as gone:
        return refusing.gone(request, gone, typed)
    code = translation.target_locale.language_code
    is_prose = Places(translation.source).at(segment.context.path).is_prose
    as_is = request.POST.get("as_is") or not is_prose
    fixed = typed if as_is else typography.fix(typed, code)
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
        return refusing.conflict(request, translation, segment, typed, conflict)
    except UnusableError as problem:
        return refusing.unusable(request, translation, segment, typed, problem)
    repeated = _repeat(request, saved.row) if saved.row and saved.has_changed else 0
    if not refusing.wants_json(request):
        return redirect(f"{_edit_url(translation)}#passage-{segment.pk}")
    return JsonResponse(
        answers.saved_passage(request, translation, segment, saved, typed, repeated)
    )


@require_GET
def help_with(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """The aids for one passage, as a piece of the page."""
    translation, segment = _passage(request, translation_id, segment_id)
    return answers.aids_beside(request, translation, segment)


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
    return JsonResponse({"others": others, "said": answers.who_is_here(others)})


@require_POST
@locks.held_by_locks
def revert(
    request: HttpRequest, translation_id: int, segment_id: int, version_id: int
) -> HttpResponse:
    """Take an earlier version of a passage again."""
    translation, segment = _passage(request, translation_id, segment_id, writes=True)
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
            fitted(version.data, segment.string.data),
            request.user,
            seen=request.POST.get("seen", ""),
            origin=Origin.REVERTED,
        )
    except ConflictError as conflict:
        return refusing.conflict(request, translation, segment, version.data, conflict)
    except UnusableError as problem:
        return refusing.unusable(request, translation, segment, version.data, problem)
    return JsonResponse(
        answers.saved_passage(request, translation, segment, saved, version.data, 0)
    )


@require_POST
def note(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Leave a remark on a passage, settle one or open it again.

    For those who may edit the translation, and for those who may edit its source.
    """
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        pk=translation_id,
        enabled=True,
    )
    source, target = translation.source.get_source_instance(), translation.get_target_instance()
    if not talk.takes_part(request.user, source, target):
        raise PermissionDenied
    segment = _segment(translation, segment_id)
    unknown = talk.act_on(request, segment.context, translation.target_locale, [source, target])
    if not rights.may_edit(request.user, target):
        talk.warn(request, unknown)
        return redirect(get_edit_url(source) + talk.AT)
    if request.headers.get("sec-fetch-mode") == "navigate":
        talk.warn(request, unknown)
        return redirect(f"{_edit_url(translation)}#passage-{segment.pk}")
    return answers.aids_beside(request, translation, segment, talk.said_of(unknown))


@require_POST
@locks.held_by_locks
def set_aside(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Set a finding aside with a reason, or take that back."""
    translation, segment = _passage(request, translation_id, segment_id, writes=True)
    try:
        _judge(request, translation, segment.context.path)
    except ValidationError as problem:
        if not _is_page(request):
            return JsonResponse({"error": " ".join(problem.messages)}, status=422)
        messages.error(request, " ".join(problem.messages))
    if _is_page(request):
        return redirect(f"{_edit_url(translation)}#passage-{segment.pk}")
    found = aids.findings_by_passage(translation).get(segment.pk, [])
    return HttpResponse(answers.findings_of(request, translation, segment, found))


@require_POST
@locks.held_by_locks
def set_value(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Give the translation a picture, a link or another value of its own. 422 if it cannot be."""
    translation = _translation(request, translation_id, writes=True)
    segment = _value(translation, segment_id)
    value = "" if "shared" in request.POST else request.POST.get(name_of(segment), "")
    try:
        save_value(translation, segment, value, request.user)
    except RefusedValueError as refused:
        instance = translation.get_target_instance()
        return editor.screen(request, translation, instance, refused_value=refused, status=422)
    return redirect(f"{_edit_url(translation)}#values")


@require_POST
@locks.held_by_locks
def set_value_aside(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Set aside, with a reason, what was found of a value, or take that back."""
    translation = _translation(request, translation_id, writes=True)
    segment = _value(translation, segment_id)
    found = [
        finding
        for value in values_of(translation)
        if value.pk == segment.pk
        for finding in value.findings
    ]
    try:
        _judge(request, translation, segment.context.path, among=found)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(f"{_edit_url(translation)}#values")


def _judge(
    request: HttpRequest,
    translation: Translation,
    path: str,
    among: list[JudgedFinding] | None = None,
) -> None:
    """Set the finding a form names aside, or take that back."""
    check, mark = request.POST.get("check", ""), request.POST.get("fingerprint", "")
    if request.POST.get("again"):
        dismissals.take_back(translation, path, check, mark, request.user)
    else:
        reason = request.POST.get("reason", "")
        dismissals.dismiss(translation, path, check, mark, reason, request.user, among)


def _value(translation: Translation, segment_id: int) -> OverridableSegment:
    found: OverridableSegment = get_object_or_404(
        OverridableSegment.objects.select_related("context"),
        pk=segment_id,
        source=translation.source_id,
    )
    return found


def _translation(request: HttpRequest, translation_id: int, *, writes: bool = False) -> Translation:
    """Return a translation the person may edit; one that is locked for them may be read only."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        pk=translation_id,
        enabled=True,
    )
    if not rights.may_edit(request.user, translation.get_target_instance()):
        raise PermissionDenied
    if writes:
        locks.require_unlocked(request.user, translation)
    return translation


def _passage(
    request: HttpRequest, translation_id: int, segment_id: int, *, writes: bool = False
) -> tuple[Translation, StringSegment]:
    translation = _translation(request, translation_id, writes=writes)
    return translation, _segment(translation, segment_id)


def _segment(translation: Translation, segment_id: int) -> StringSegment:
    segment = (
        StringSegment.objects.filter(pk=segment_id, source=translation.source_id)
        .select_related("string", "context")
        .first()
    )
    if segment is None:
        raise PassageGoneError(translation)
    return segment


def _repeat(request: HttpRequest, row: StringTranslation) -> int:
    """Use the words for the same passage wherever it waits and the user may write."""
    locale = row.locale

    def may_write(source: TranslationSource) -> bool:
        target = source.object.get_instance_or_none(locale)
        return (
            target is not None
            and rights.may_edit(request.user, target)
            and (locks.obstacle(request.user, target) == "")
        )

    with written(Origin.REPEATED, request.user):
        return propagate(row, request.user, may_write)


def _is_page(request: HttpRequest) -> bool:
    return request.headers.get("sec-fetch-mode") == "navigate"


def _edit_url(translation: Translation) -> str:
    return str(get_edit_url(translation.get_target_instance()))
