"""The translation editor, at the address where the page or snippet is edited."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import DraftStateMixin, Page, Workflow
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import RelatedObjectSegment, Translation, get_edit_url
from wagtail_localize.views import edit_translation

from parvis.pages.templatetags.page_tags import language_name
from parvis.translation import rights
from parvis.translation.refusals import TranslationRefusedError
from parvis.translation.workbench import aids, presence
from parvis.translation.workbench.passages import work_on
from parvis.translation.workbench.values import values_of


def install() -> None:
    """Take the place of wagtail-localize's editor; called once."""
    edit_translation.edit_translation = show


def show(request: HttpRequest, translation: Translation, instance: Any) -> HttpResponse:
    """Show the passages of a translation, or publish it.

    Wagtail has asked already whether the user may edit `instance`.
    """
    if request.method == "POST":
        if request.POST.get("action") == "publish":
            _publish(request, translation, instance)
        return redirect(request.path)
    work = work_on(translation)
    found = aids.findings_by_passage(translation)
    presence.note_presence(translation, request.user, None)
    source = translation.source.get_source_instance()
    is_page = isinstance(instance, Page)
    values = values_of(translation)
    context = {
        "translation": translation,
        "instance": instance,
        "source": source,
        "source_locale": translation.source.locale,
        "locale": translation.target_locale,
        "rows": [(passage, found.get(passage.pk, [])) for passage in work.passages],
        "work": work,
        "values": values,
        "media": sum((value.form.media for value in values), start=_no_media()),
        "related": _related(translation),
        "others": presence.others(translation, request.user),
        "every": int(presence.EVERY.total_seconds() * 1000),
        "source_edit_url": get_edit_url(source) if rights.may_edit(request.user, source) else "",
        "is_page": is_page,
        "live_url": instance.full_url if is_page and instance.live else "",
        "may_publish": rights.may_publish(request.user, instance),
        "may_submit": is_page and _may_submit(instance),
        "may_assign": rights.may_submit(request.user, source, translation.target_locale),
        "machine": _machine(translation),
    }
    return render(request, "admin/workbench/editor.html", context)


def _publish(request: HttpRequest, translation: Translation, instance: Any) -> None:
    language = language_name(translation.target_locale.language_code)
    if not rights.may_publish(request.user, instance):
        raise PermissionDenied
    if errors := aids.open_errors(translation):
        messages.error(
            request,
            ngettext(
                "“%(title)s” is not published: %(count)d mark is left. Correct it, or say why it "
                "is right.",
                "“%(title)s” is not published: %(count)d marks are left. Correct them, or say why "
                "they are right.",
                errors,
            )
            % {"title": instance, "count": errors},
        )
        return
    try:
        translation.save_target(user=request.user, publish=True)
    except TranslationRefusedError as refusal:
        messages.error(request, str(refusal))
    except ValidationError as error:
        messages.error(
            request,
            _("“%(title)s” is not published in %(language)s: %(reasons)s")
            % {"title": instance, "language": language, "reasons": " ".join(error.messages)},
        )
    else:
        messages.success(
            request,
            _("“%(title)s” is published in %(language)s.")
            % {"title": translation.get_target_instance(), "language": language},
        )


def _related(translation: Translation) -> list[dict[str, Any]]:
    """Return what the text refers to (tags, authors) with its counterpart in the language."""
    found = []
    for segment in (
        RelatedObjectSegment.objects.filter(source=translation.source_id)
        .select_related("object__content_type")
        .order_by("order", "pk")
    ):
        original = segment.get_source_instance()
        counterpart = segment.object.get_instance_or_none(translation.target_locale)
        is_live = not isinstance(counterpart, DraftStateMixin) or counterpart.live
        found.append(
            {
                "original": original,
                "kind": original._meta.verbose_name if original is not None else "",
                "counterpart": counterpart,
                "is_live": is_live,
                "edit_url": get_edit_url(counterpart) if counterpart is not None else "",
            }
        )
    return found


def _may_submit(page: Page) -> bool:
    return bool(not page.workflow_in_progress and isinstance(page.get_workflow(), Workflow))


def _machine(translation: Translation) -> Any:
    machine = get_machine_translator()
    if machine is None:
        return None
    can = machine.can_translate(translation.source.locale, translation.target_locale)
    return machine if can else None


def _no_media() -> Any:
    return Media()
