"""Passages that come from elsewhere: a machine, requests at wagtail-localize's addresses."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import OverridableSegment, StringSegment, Translation
from wagtail_localize.views import edit_translation

from parvis.translation import locks, rights
from parvis.translation.machine.asking import MachineFailedError, translate_by_machine
from parvis.translation.places import Places
from parvis.translation.quality.segment import plain_text
from parvis.translation.refusals import no_aliases
from parvis.translation.workbench.values import RefusedValueError, save_value


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Fill in the missing passages by machine; where it fails, nothing is lost."""
    translator = get_machine_translator()
    if translator is None:
        raise Http404
    translation = _editable(request, translation_id)
    try:
        translate_by_machine(translation, request.user, translator).tell(request)
    except MachineFailedError as failure:
        messages.error(request, str(failure))
    return _back(request)


@locks.held_by_locks
def edit_string(request: HttpRequest, **address: Any) -> HttpResponse:
    """Save one passage; a request without its text is refused, not an error of ours."""
    translation = _editable(request, address["translation_id"])
    locks.require_unlocked(request.user, translation)
    segment = get_object_or_404(
        StringSegment.objects.select_related("context"),
        pk=address["string_segment_id"],
        source=translation.source_id,
    )
    if request.method == "PUT":
        words = plain_text(QueryDict(request.body).get("value", ""))
        if problem := Places(translation.source).at(segment.context.path).refusal(words):
            return JsonResponse({"error": problem}, status=422)
    return _with_value(request, edit_translation.edit_string_translation, address)


@locks.held_by_locks
def edit_override(
    request: HttpRequest, translation_id: int, overridable_segment_id: int
) -> HttpResponse:
    """Save one value that differs from the source's, if it could stand there."""
    translation = _editable(request, translation_id)
    locks.require_unlocked(request.user, translation)
    segment = get_object_or_404(
        OverridableSegment.objects.select_related("context"),
        pk=overridable_segment_id,
        source=translation.source_id,
    )
    if request.method == "PUT":
        if "value" not in (sent := QueryDict(request.body)):
            return HttpResponseBadRequest()
        try:
            save_value(translation, segment, sent["value"], request.user)
        except RefusedValueError as refused:
            return JsonResponse({"error": str(refused)}, status=422)
        return HttpResponse(status=204)
    address = {
        "translation_id": translation_id,
        "overridable_segment_id": overridable_segment_id,
    }
    return _with_value(request, edit_translation.edit_override, address)


@require_POST
@locks.held_by_locks
def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Leave the editor for Wagtail’s own form, unless the words are with their reviewers."""
    locks.require_unlocked(request.user, _editable(request, translation_id))
    return edit_translation.stop_translation(request, translation_id)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer the request to replace a translation by an alias of its source: never."""
    page = get_object_or_404(Page, pk=page_id)
    if not rights.may_edit(request.user, page):
        raise PermissionDenied
    messages.error(request, no_aliases())
    return redirect("wagtailadmin_pages:edit", page.pk)


def _with_value(request: HttpRequest, view: Any, address: dict[str, Any]) -> HttpResponse:
    try:
        return view(request, **address)
    except MultiValueDictKeyError:
        return HttpResponseBadRequest()


def _editable(request: HttpRequest, translation_id: int) -> Translation:
    translation = get_object_or_404(Translation, pk=translation_id)
    if not rights.may_edit(request.user, translation.get_target_instance()):
        raise PermissionDenied
    return translation


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
