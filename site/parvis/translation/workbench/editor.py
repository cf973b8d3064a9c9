"""The translation editor, at the address where the page or snippet is edited."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Workflow, WorkflowMixin
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, get_edit_url
from wagtail_localize.views import edit_translation

from parvis.pages.templatetags.page_tags import language_name
from parvis.translation import locks, rights
from parvis.translation.glossary import terms
from parvis.translation.overview.standing import standing_of
from parvis.translation.refusals import TranslationRefusedError
from parvis.translation.review import views as review
from parvis.translation.review.freezing import sent_back, step_under_way
from parvis.translation.workbench import aids, presence
from parvis.translation.workbench.passages import Passage, work_on
from parvis.translation.workbench.surroundings import related_of, surroundings_of
from parvis.translation.workbench.values import RefusedValueError, values_of


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
    if step := step_under_way(instance):
        return review.show(request, translation, instance, step)
    return screen(request, translation, instance)


def screen(
    request: HttpRequest,
    translation: Translation,
    instance: Any,
    refused: Any = None,
    refused_value: RefusedValueError | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the editor’s page.

    `refused` (see `refusing.Refused`) are words in a field that were not saved, `refused_value` a
    value that was not, with the reason beside it.
    """
    work = work_on(translation)
    found = aids.findings_by_passage(translation)
    presence.note_presence(translation, request.user, None)
    source = translation.source.get_source_instance()
    lock = locks.lock_for(request.user, instance)
    is_page = isinstance(instance, Page)
    values = values_of(translation, refused_value)
    around = surroundings_of(request, translation, instance)
    context = {
        "translation": translation,
        "instance": instance,
        "edit_url": get_edit_url(instance),
        "source": source,
        "source_locale": translation.source.locale,
        "locale": translation.target_locale,
        "glossary": terms.current(),
        "rows": [
            (_with_refused(passage, refused), found.get(passage.pk, []))
            for passage in work.passages
        ],
        "lost": refused.words if refused and not refused.passage else "",
        "work": work,
        "values": values,
        "media": sum((value.form.media for value in values), start=around.status.media),
        "related": related_of(request.user, translation),
        "around": around,
        "others": presence.others(translation, request.user),
        "every": int(presence.EVERY.total_seconds() * 1000),
        "source_edit_url": get_edit_url(source) if rights.may_edit(request.user, source) else "",
        "source_live_url": source.full_url if isinstance(source, Page) and source.live else "",
        "is_schema_old": translation.source.schema_out_of_date(),
        "is_page": is_page,
        "is_locked": lock is not None,
        "lock_message": locks.message_of(lock, request.user) if lock is not None else "",
        "standing": standing_of(instance),
        "live_url": instance.full_url if is_page and instance.live else "",
        "may_publish": lock is None and rights.may_publish(request.user, instance),
        "may_submit": lock is None and _may_submit(instance),
        "may_assign": rights.may_submit(request.user, source, translation.target_locale),
        "machine": _machine(translation) if lock is None else None,
        "asked": translation.machine_requests.order_by("-pk").first(),
        "sent_back": sent_back(instance),
    }
    return render(request, "admin/workbench/editor.html", context, status=status)


def _with_refused(passage: Passage, refused: Any) -> Passage:
    if refused is None or refused.passage != passage.pk:
        return passage
    return replace(passage, target=refused.words, version=refused.seen, refused=refused)


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


def _may_submit(instance: Any) -> bool:
    if not isinstance(instance, WorkflowMixin) or instance.workflow_in_progress:
        return False
    return isinstance(instance.get_workflow(), Workflow)


def _machine(translation: Translation) -> Any:
    machine = get_machine_translator()
    if machine is None:
        return None
    can = machine.can_translate(translation.source.locale, translation.target_locale)
    return machine if can else None
