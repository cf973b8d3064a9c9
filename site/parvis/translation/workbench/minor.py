"""A minor edit: the editor says that a change needs nothing of the translators."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import TranslatableMixin
from wagtail_localize.models import TranslationSource, get_edit_url

from parvis.translation import rights
from parvis.translation.workbench.changes import Change, Kind, texts, words_changed
from parvis.translation.workbench.shared import Difference, beside_words, label_of
from parvis.translation.workbench.versions import accept_as_minor, last_update

ACTION = "parvis.minor_edit"


@dataclass(frozen=True)
class Update:
    """What the last update of a source changed: passages, and the rest in words."""

    passages: list[Change]
    others: list[tuple[Kind, str]]
    new: int


def offer(request: HttpRequest, instance: Any) -> None:
    """Tell whoever published a change what it asks of the translators, and how to say it is none.

    A hook of Wagtail, called after a page or a snippet was published from its editor.
    """
    source = source_of(instance)
    published_at = getattr(instance, "last_published_at", None)
    if source is None or published_at is None or source.last_updated_at < published_at:
        return
    update = update_of(source)
    if update is None:
        return
    count = len(update.passages)
    if count:
        text = ngettext(
            "%(count)d passage has changed: its translations now wait for their translators.",
            "%(count)d passages have changed: their translations now wait for their translators.",
            count,
        ) % {"count": count}
    else:
        text = _("The words are the same, other things are not: the translations are behind.")
    messages.info(
        request, text, buttons=[messages.button(address_of(source), _("It is a minor edit"))]
    )


def source_of(instance: Any) -> TranslationSource | None:
    """Return what translators of this object work from, if any do."""
    if not isinstance(instance, TranslatableMixin) or instance.pk is None:
        return None
    found = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale=instance.locale_id, translations__enabled=True
    )
    return found.first()


def address_of(source: TranslationSource) -> str:
    """Return where the last update of a source is said to be minor."""
    return reverse("parvis_translation:minor", args=[source.pk])


def update_of(source: TranslationSource) -> Update | None:
    """Return what the last update changed that may be minor, None where that is nothing.

    What is new is not among it: it has to be translated anyway.
    """
    found = last_update(source)
    if found is None:
        return None
    changed, rest = found
    passages = [change for change in changed if change.kind != Kind.ADDED]
    model = source.specific_content_type.model_class()
    others = [
        (difference.kind, label_of(model, difference))
        for difference in _but_new(beside_words(model, rest, changed))
    ]
    if not passages and not others:
        return None
    return Update(passages, others, len(changed) - len(passages))


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """Show the last changes of a source, and keep its translations current where it is asked."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.get_source_instance()
    if not rights.may_publish(request.user, instance):
        raise PermissionDenied
    update = update_of(source)
    if request.method == "POST":
        _accept(request, source, instance, update)
        return redirect(get_edit_url(instance))
    shown = update.passages if update else []
    words = texts([change.before for change in shown] + [change.after for change in shown])
    pieces = [
        (
            change.kind,
            words_changed(words.get(change.before or 0, ""), words.get(change.after or 0, "")),
        )
        for change in shown
    ]
    context = {
        "instance": instance,
        "update": update,
        "pieces": pieces,
        "back": get_edit_url(instance),
    }
    return render(request, "admin/workbench/minor.html", context)


def _accept(
    request: HttpRequest, source: TranslationSource, instance: Any, update: Update | None
) -> None:
    kept = accept_as_minor(source, request.user) if update else None
    if update is None or kept is None:
        messages.info(request, _("Nothing has changed that translations wait for."))
        return
    log(instance, ACTION, user=request.user, data={"kept": kept})
    if update.new:
        text = ngettext(
            "%(count)d passage is new, and still has to be translated.",
            "%(count)d passages are new, and still have to be translated.",
            update.new,
        )
        messages.warning(request, text % {"count": update.new})
    else:
        messages.success(request, _("The translations stay as they are, and stay up to date."))


def _but_new(found: list[Difference]) -> list[Difference]:
    return [difference for difference in found if difference.kind != Kind.ADDED]
