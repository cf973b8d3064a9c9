"""What is answered where words are not saved: data to the script, the editor again to a browser."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, Translation

from parvis.translation.workbench import editor
from parvis.translation.workbench.passages import version_of
from parvis.translation.workbench.saving import ConflictError, UnusableError


class PassageGoneError(Http404):
    """The source was published with other words, or without them, since the page was read."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation
        super().__init__(_("The original has changed meanwhile, and this passage with it."))


@dataclass(frozen=True)
class Refused:
    """Words that were not saved, and why; `seen` is what saving them again is to say it saw.

    `passage` is the id of the passage, 0 where it is gone.
    """

    words: str
    reason: str
    passage: int = 0
    seen: str = ""
    theirs: str = ""
    is_conflict: bool = False


def wants_json(request: HttpRequest) -> bool:
    """Whether the editor's script asks, and not a browser that shows what it gets."""
    return "application/json" in request.headers.get("accept", "")


def conflict(
    request: HttpRequest,
    translation: Translation,
    segment: StringSegment,
    typed: str,
    error: ConflictError,
) -> HttpResponse:
    """Say that somebody else wrote meanwhile, and what: 409."""
    current = error.current
    theirs, version = current.data if current else "", version_of(current)
    if not wants_json(request):
        return _screen(
            request, translation, Refused(typed, str(error), segment.pk, version, theirs, True), 409
        )
    data = {
        "error": str(error),
        "value": theirs,
        "version": version,
        "person": str(current.last_translated_by or "") if current else "",
    }
    return JsonResponse(data, status=409)


def unusable(
    request: HttpRequest,
    translation: Translation,
    segment: StringSegment,
    typed: str,
    error: UnusableError,
) -> HttpResponse:
    """Say why the words cannot stand there: 422."""
    if wants_json(request):
        return JsonResponse({"error": str(error)}, status=422)
    seen = request.POST.get("seen", "")
    return _screen(request, translation, Refused(typed, str(error), segment.pk, seen), 422)


def gone(request: HttpRequest, error: PassageGoneError, typed: str) -> HttpResponse:
    """Say that the passage is no more: 404."""
    if wants_json(request):
        return JsonResponse({"error": str(error)}, status=404)
    return _screen(request, error.translation, Refused(typed, str(error)), 404)


def _screen(
    request: HttpRequest, translation: Translation, refused: Refused, status: int
) -> HttpResponse:
    instance = translation.get_target_instance()
    return editor.screen(request, translation, instance, refused, status=status)
