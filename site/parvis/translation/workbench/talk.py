"""Remarks on passages: who may answer and settle them, and the panel beside the source's form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.views.snippets import EditView as SnippetEditView
from wagtail_localize.models import (
    StringSegment,
    TranslationContext,
    TranslationSource,
    get_edit_url,
)

from parvis.translation import rights
from parvis.translation.workbench import mentions
from parvis.translation.workbench.models import PassageNote

LONGEST = 2000
AT = "#remarks"  # opens the panel


@dataclass
class Thread:
    """What was said of one passage in view of one language; `passage` is its first words now."""

    path: str
    source_code: str
    locale: Locale
    passage: str
    notes: list[PassageNote] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something waits for an answer."""
        return any(note.resolved_at is None for note in self.notes)

    @property
    def last(self) -> PassageNote:
        """The latest of it, which an answer is to."""
        return self.notes[-1]


def install() -> None:
    """Put the panel beside the forms of pages and snippets; called once."""
    for view in (PageEditView, SnippetEditView):
        _add_panel(view)


def act_on(
    request: HttpRequest, context: TranslationContext, locale: Locale, readers: list[Any]
) -> list[str]:
    """Leave the remark that was posted, settle one or open it again.

    Returns the names it mentions that stand for nobody who may read it: `readers` are the source
    and its translation. The caller has checked that the person takes part.
    """
    theirs = PassageNote.objects.filter(context=context, locale=locale)
    if settled := request.POST.get("settle"):
        _get(theirs, settled).settle(request.user)
    elif again := request.POST.get("reopen"):
        _get(theirs, again).reopen()
    elif text := request.POST.get("text", "").strip()[:LONGEST]:
        PassageNote.objects.create(context=context, locale=locale, text=text, person=request.user)
        return mentions.unknown_in(text, lambda user: takes_part(user, *readers))
    return []


def warn(request: HttpRequest, unknown: list[str]) -> None:
    """Say above the next page whom a remark did not reach."""
    if unknown:
        messages.warning(request, said_of(unknown))


def said_of(unknown: list[str]) -> str:
    """Say that nobody was told under these names."""
    if not unknown:
        return ""
    names = ", ".join(f"@{name}" for name in unknown)
    return gettext("Nobody who may read this is called %(names)s: they were not told.") % {
        "names": names
    }


def takes_part(user: Any, source: Any, target: Any) -> bool:
    """Whether the user may talk about a translation: who may edit the source or the target."""
    return any(found is not None and rights.may_edit(user, found) for found in (source, target))


@require_GET
def people(request: HttpRequest, first: str, second: str) -> JsonResponse:
    """Whom a remark between two languages may mention: those who write in either."""
    locales = Locale.objects.filter(language_code__in=[first, second])
    if not any(rights.writes_in(request.user, locale.pk) for locale in locales):
        raise PermissionDenied
    return JsonResponse({"people": mentions.mentionable(locales)})


@require_POST
def reply(request: HttpRequest, note_id: int) -> HttpResponse:
    """Answer a remark, settle it or open it again, beside the form of the source."""
    note = get_object_or_404(
        PassageNote.objects.select_related("context__object", "locale"), pk=note_id
    )
    source = _source_of(note)
    if source is None:
        raise Http404
    target = note.context.object.get_instance_or_none(note.locale)
    if not takes_part(request.user, source, target):
        raise PermissionDenied
    unknown = act_on(request, note.context, note.locale, [source, target])
    if request.headers.get("sec-fetch-mode") == "navigate":
        warn(request, unknown)
        return redirect(get_edit_url(source) + AT)
    context = {"threads": threads_on(source), "warning": said_of(unknown)}
    return render(request, "admin/workbench/remarks.html", context)


def threads_on(source: Any) -> list[Thread]:
    """Return what was said of the passages of a source, what is open first, in three queries."""
    notes = (
        PassageNote.objects.filter(context__object=source.translation_key)
        .exclude(locale=source.locale_id)
        .select_related("context", "locale", "person", "resolved_by")
    )
    code = source.locale.language_code
    threads: dict[tuple[int, int], Thread] = {}
    for note in notes:
        key = (note.context_id, note.locale_id)
        if key not in threads:
            threads[key] = Thread(note.context.path, code, note.locale, "")
        threads[key].notes.append(note)
    if not threads:
        return []
    segments = StringSegment.objects.filter(
        context__in={context for context, _locale in threads}, source__locale=source.locale_id
    )
    for context_id, words in segments.order_by("-order", "-pk").values_list(
        "context_id", "string__data"
    ):
        for (context, _locale), thread in threads.items():
            if context == context_id:
                thread.passage = words
    return sorted(threads.values(), key=lambda thread: not thread.is_open)


class RemarksPanel(BaseSidePanel):
    """What translators ask of those who write, where these write."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Counts what waits for an answer."""

        aria_label = _("Toggle translators’ remarks")
        icon_name = "comment"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            """Give the number."""
            waiting = sum(thread.is_open for thread in self.panel.threads)
            return super().get_context_data(parent_context) | {"count": waiting}

    name = "remarks"
    title = _("Translators’ remarks")
    template_name = "admin/workbench/remarks_panel.html"
    order = 250

    @cached_property
    def threads(self) -> list[Thread]:
        """What was said, read once."""
        return threads_on(self.object)

    @property
    def media(self) -> Media:
        """What sends an answer without leaving the form, and leads to the passage."""
        return Media(
            js=[
                Script("parvis/admin/remarks.js", type="module"),
                "parvis/admin/mentions.js",
                "parvis/admin/places.js",
            ],
            css={"all": ["parvis/admin/remarks.css", "parvis/admin/places.css"]},
        )

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Give the template what it shows, and what its forms must send back."""
        token = {"csrf_token": parent_context.get("csrf_token")}
        shown = {"threads": self.threads, "user_id": self.request.user.pk}
        return super().get_context_data(parent_context) | token | shown


def _add_panel(view: Any) -> None:
    original = view.get_side_panels

    def get_side_panels(self: Any) -> Any:
        panels = original(self)
        shown = self.form.instance
        if isinstance(shown, TranslatableMixin) and shown.pk:
            panel = RemarksPanel(shown, self.request)
            if panel.threads:
                panels.append(panel)
        return panels

    view.get_side_panels = get_side_panels


def _get(notes: Any, number: str) -> PassageNote:
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    note: PassageNote = get_object_or_404(notes, pk=int(number))
    return note


def _source_of(note: PassageNote) -> Any:
    """Return the page or snippet a remark is about, or None where it was deleted."""
    source = TranslationSource.objects.filter(
        object=note.context.object_id, translations__target_locale=note.locale_id
    ).first()
    if source is None:
        return None
    try:
        return source.get_source_instance()
    except ObjectDoesNotExist:
        return None
