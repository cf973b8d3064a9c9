"""The glossary as files, in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.permissions import policy_registry

from parvis.translation.glossary.exchange import (
    FORMATS,
    Imported,
    UnusableGlossaryError,
    export_glossary,
    import_glossary,
)
from parvis.translation.glossary.models import Concept
from parvis.translation.glossary.rows import LARGEST, unusable

SHOWN = 100


class UploadForm(forms.Form):
    """A file of terms."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or TBX, in UTF-8. All of it is taken over, or nothing."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tbx"}),
        allow_empty_file=True,  # we say ourselves what is wrong with it
    )


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Answer the whole glossary as a file; `?format=` names the kind."""
    _require(request, {"add", "change", "delete", "view"}, any_of_them=True)
    name = request.GET.get("format", "csv")
    if name not in FORMATS:
        raise Http404
    response = HttpResponse(export_glossary(name), content_type=FORMATS[name].media_type)
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="glossary-{day}.{name}"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take over the terms of a file, or say of each line what is wrong with it."""
    _require(request, {"add", "change"})
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[Any] = []
    if form.is_valid():
        try:
            done = _import(form.cleaned_data["file"], request.user)
        except UnusableGlossaryError as error:
            problems = error.problems
        else:
            messages.success(request, _summary(done))
            return redirect(reverse("concept:index"))
    context = {
        "form": form,
        "problems": problems[:SHOWN],
        "hidden": max(len(problems) - SHOWN, 0),
        "index_url": reverse("concept:index"),
    }
    status = 422 if problems else 200
    return TemplateResponse(request, "glossary/upload.html", context, status=status)


def _import(file: UploadedFile, user: Any) -> Imported:
    if file.size is not None and file.size > LARGEST:
        raise unusable(_("The file is larger than 5 MB."))
    return import_glossary(file.name or "", file.read(), user=user)


def _summary(done: Imported) -> str:
    return _(
        "The file was imported: %(added)s terms added, %(changed)s changed, %(unchanged)s as they "
        "were."
    ) % {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}


def _require(request: HttpRequest, actions: set[str], *, any_of_them: bool = False) -> None:
    policy = policy_registry.get_by_type(Concept)
    has = [policy.user_has_permission(request.user, action) for action in actions]
    if not (any(has) if any_of_them else all(has)):
        raise PermissionDenied
