"""A minor edit: the editor says that a change needs nothing of the translators."""

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
from wagtail.models import Page
from wagtail_localize.models import TranslationSource, get_edit_url

from parvis.translation import rights
from parvis.translation.workbench.changes import Kind, changes, texts, words_changed
from parvis.translation.workbench.models import SourceVersion
from parvis.translation.workbench.versions import accept_as_minor

ACTION = "parvis.minor_edit"


def offer(request: HttpRequest, page: Page) -> None:
    """Tell whoever published a change what it asks of the translators, and how to say it is none.

    A hook of Wagtail, called after a page was published from its editor.
    """
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale=page.locale_id, translations__enabled=True
    ).first()
    before, after = _last_two(source) if source is not None else (None, None)
    if before is None or after is None or page.last_published_at is None:
        return
    is_of_now = after.made_at >= page.last_published_at
    count = len(_changed(before, after))
    if not is_of_now or after.is_minor or not count:
        return
    text = ngettext(
        "%(count)d passage has changed: its translations now wait for their translators.",
        "%(count)d passages have changed: their translations now wait for their translators.",
        count,
    )
    address = reverse("parvis_translation:minor", args=[source.pk])
    messages.info(
        request,
        text % {"count": count},
        buttons=[messages.button(address, _("It is a minor edit"))],
    )


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """Show the last changes of a source, and keep its translations current where it is asked."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.get_source_instance()
    if not rights.may_publish(request.user, instance):
        raise PermissionDenied
    before, after = _last_two(source)
    found = _changed(before, after) if before and after and not after.is_minor else []
    if request.method == "POST":
        kept = accept_as_minor(source, request.user) if found else 0
        log(instance, ACTION, user=request.user, data={"kept": kept})
        messages.success(
            request,
            ngettext(
                "%(count)d translated passage stays as it is.",
                "%(count)d translated passages stay as they are.",
                kept,
            )
            % {"count": kept},
        )
        return redirect(get_edit_url(instance))
    words = texts([change.before for change in found] + [change.after for change in found])
    pieces = [
        words_changed(words.get(change.before or 0, ""), words.get(change.after or 0, ""))
        for change in found
    ]
    context = {"instance": instance, "pieces": pieces, "back": get_edit_url(instance)}
    return render(request, "admin/workbench/minor.html", context)


def _last_two(source: TranslationSource) -> tuple[SourceVersion | None, SourceVersion | None]:
    found = list(source.versions.order_by("-made_at", "-pk")[:2])
    return (found[1], found[0]) if len(found) > 1 else (None, None)


def _changed(before: SourceVersion, after: SourceVersion) -> list[Any]:
    """Return the passages that have other words now: what is new has to be translated anyway."""
    places = [[(path, string) for path, string in version.passages] for version in (before, after)]
    return [change for change in changes(*places) if change.kind == Kind.CHANGED]
