"""Translations as files, in the admin: down for translators’ tools, and up again with a report."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale
from wagtail_localize.models import Translation

from parvis.translation.files import tmx
from parvis.translation.files.codes import text_of
from parvis.translation.files.document import check_size
from parvis.translation.files.exchange import (
    PageReport,
    may_take,
    receive,
    translations,
    with_work,
)
from parvis.translation.files.formats import FORMATS, title_of, written
from parvis.translation.files.pofile import UnusableFileError
from parvis.translation.files.taking import Status
from parvis.translation.rights import written_languages


class UploadForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "XLIFF 1.2 or 2.0, PO, or a ZIP of them. Each passage is checked by itself."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.zip"}),
        allow_empty_file=True,  # we say ourselves what is wrong with it
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Also replace what was changed here after the file was made"),
        required=False,
    )


@require_safe
def download(request: HttpRequest, translation_id: int, name: str) -> HttpResponseBase:
    """Answer one page’s translation as a file of the format `name`."""
    if name not in FORMATS:
        raise Http404
    translation = _editable(request, translation_id)
    return _file([translation], name, title_of(translation))


@require_safe
def download_selection(request: HttpRequest) -> HttpResponseBase:
    """Answer the translations that `?id=` names, any number of times, in the format `?format=`."""
    chosen = set(request.GET.getlist("id"))
    if not chosen or not all(number.isdecimal() and len(number) < 10 for number in chosen):
        raise Http404
    found = list(translations().filter(pk__in=chosen).order_by("pk"))
    if len(found) < len(chosen):
        raise Http404
    if not all(may_take(request.user, translation) for translation in found):
        raise PermissionDenied
    return _file(found, _format(request), _today("selection"))


@require_safe
def download_work(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answer all that is left to translate into a language, in the format `?format=`."""
    locale = get_object_or_404(Locale, language_code=code)
    if not written_languages(request.user).filter(pk=locale.pk).exists():
        raise PermissionDenied
    found = [each for each in with_work(locale) if may_take(request.user, each)]
    if not found:
        messages.info(request, _("Nothing is left to translate into this language."))
        return redirect(get_valid_next_url_from_request(request) or _dashboard())
    return _file(found, _format(request), _today(code))


@require_safe
def download_memory(request: HttpRequest, first: str, second: str) -> HttpResponseBase:
    """Answer what people have translated between two languages as TMX."""
    pair = [get_object_or_404(Locale, language_code=code) for code in (first, second)]
    if first == second:
        raise Http404
    if not written_languages(request.user).filter(pk__in=[locale.pk for locale in pair]).exists():
        raise PermissionDenied
    response = StreamingHttpResponse(tmx.stream(*pair), content_type="application/x-tmx+xml")
    response["Content-Disposition"] = f'attachment; filename="{first}-{second}.tmx"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take over one page’s part of a file, and say what became of each passage."""
    translation = _editable(request, translation_id)
    back = translation.get_target_instance_edit_url() or reverse("wagtailadmin_home")
    return _upload(request, translation, translation.source.object_repr, back)


@require_http_methods(["GET", "POST"])
def upload_any(request: HttpRequest) -> HttpResponse:
    """Take over a file of any number of pages: those the person may translate."""
    if not written_languages(request.user).exists():
        raise PermissionDenied
    return _upload(request, None, "", _dashboard())


def urls() -> list[URLPattern]:
    """Return the addresses, for a namespace `parvis_translation` inside the admin."""
    return [
        path("files/upload/", upload_any, name="files_upload_any"),
        path("files/selection/", download_selection, name="files_selection"),
        path("files/work/<str:code>/", download_work, name="files_work"),
        path("files/memory/<str:first>/<str:second>/", download_memory, name="files_memory"),
        path("files/<int:translation_id>/upload/", upload, name="files_upload"),
        path("files/<int:translation_id>/<str:name>/", download, name="files_download"),
    ]


def _upload(
    request: HttpRequest, only: Translation | None, subtitle: str, back: str
) -> HttpResponse:
    # Bound even when the body is empty: a file is missing then.
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    reports: list[PageReport] = []
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            reports = _receive(request.user, form.cleaned_data, only)
        except UnusableFileError as error:
            problem = str(error)
    context = {
        "form": form,
        "problem": problem,
        "reports": [_shown(report) for report in reports],
        "has_conflicts": any(report.counts[Status.CONFLICT] for report in reports),
        "subtitle": subtitle,
        "back_url": back,
    }
    status = 422 if problem or form.errors else 200
    template = "admin/translation/files/upload.html"
    return TemplateResponse(request, template, context, status=status)


def _receive(user: Any, data: dict[str, Any], only: Translation | None) -> list[PageReport]:
    file: UploadedFile = data["file"]
    check_size(file.size or 0)
    return receive(
        file.read(),
        user,
        lambda translation: may_take(user, translation),
        only=only,
        overwrite=data["overwrite"],
    )


def _shown(report: PageReport) -> dict[str, Any]:
    """Return a report as the template wants it; only a page the person may see gets a link."""
    return {
        "title": report.title,
        "problem": report.problem,
        "edit_url": (
            report.translation.get_target_instance_edit_url()
            if report.translation and not report.problem
            else ""
        ),
        "counts": [
            (status.label, report.counts[status]) for status in Status if report.counts[status]
        ],
        "problems": [(unit, text_of(unit.source)) for unit in report.problems],
    }


def _dashboard() -> str:
    return reverse("parvis_overview:translations")


def _format(request: HttpRequest) -> str:
    name = request.GET.get("format", "xliff")
    if name not in FORMATS:
        raise Http404
    return name


def _today(name: str) -> str:
    return f"parvis-{name}-{timezone.localdate().isoformat()}"


def _file(found: list[Translation], name: str, title: str) -> FileResponse:
    leaving = written(found, name)
    return FileResponse(
        leaving.file,
        as_attachment=True,
        filename=f"{title}.{leaving.suffix}",
        content_type=leaving.media_type,
    )


def _editable(request: HttpRequest, translation_id: int) -> Translation:
    translation = get_object_or_404(translations(), pk=translation_id)
    if not may_take(request.user, translation):
        raise PermissionDenied
    return translation
