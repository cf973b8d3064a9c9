"""Passages that come from elsewhere: a PO file, a machine, the editor's own requests."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from parvis.translation import rights
from parvis.translation.machine.asking import MachineFailedError, translate_by_machine
from parvis.translation.pofile import UnusableFileError, left_out, read_po
from parvis.translation.refusals import no_aliases

SHOWN = 3


@require_POST
def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take over the translations of a PO file; a file that cannot be used changes nothing."""
    translation = _editable(request, translation_id)
    try:
        po = read_po(request.FILES.get("file"), translation)
    except UnusableFileError as problem:
        messages.error(request, str(problem))
        return _back(request)
    filled = sum(bool(entry.msgstr) for entry in po if not entry.obsolete)
    strangers = left_out(translation.import_po(po, user=request.user, tool_name="PO File"))
    taken = max(filled - len(strangers), 0)
    messages.success(
        request,
        ngettext(
            "%(count)d passage was taken over from the file.",
            "%(count)d passages were taken over from the file.",
            taken,
        )
        % {"count": taken},
    )
    if strangers:
        messages.warning(
            request,
            ngettext(
                "%(count)d passage is not, or no longer, of this page and was left out: %(texts)s",
                "%(count)d passages are not, or no longer, of this page and were left out: "
                "%(texts)s",
                len(strangers),
            )
            % {
                "count": len(strangers),
                "texts": ", ".join(f"“{text[:60]}”" for text in strangers[:SHOWN]),
            },
        )
    return _back(request)


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


def edit_string(request: HttpRequest, **address: Any) -> HttpResponse:
    """Save one passage; a request without its text is refused, not an error of ours."""
    return _with_value(request, edit_translation.edit_string_translation, address)


def edit_override(request: HttpRequest, **address: Any) -> HttpResponse:
    """Save one value that differs from the source's."""
    return _with_value(request, edit_translation.edit_override, address)


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
