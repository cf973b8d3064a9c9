"""The screen on which a translation is read and decided on, in place of the editor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.models import Page, TaskState, WorkflowMixin
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation import rights
from parvis.translation.glossary import terms
from parvis.translation.refusals import TranslationRefusedError, title_of
from parvis.translation.review.approving import may_withdraw, withdraw
from parvis.translation.review.comparison import compare
from parvis.translation.review.freezing import names_of_reviewers, step_under_way
from parvis.translation.workbench.aids import findings_by_passage

APPROVE, REJECT, WITHDRAW = "approve", "reject", "withdraw"


class DecisionForm(forms.Form):
    """A decision on the submission that was read; asking for changes says which."""

    decision = forms.ChoiceField(choices=[(name, name) for name in (APPROVE, REJECT, WITHDRAW)])
    step = forms.IntegerField()
    comment = forms.CharField(
        label=gettext_lazy("What you think of it"),
        help_text=gettext_lazy("Needed to ask for changes: say what to change."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for changes only with words."""
        given = super().clean() or {}
        if given.get("decision") == REJECT and not given.get("comment"):
            self.add_error("comment", _("Say what to change."))
        return given


def show(
    request: HttpRequest,
    translation: Translation,
    page: Any,
    step: TaskState,
    form: DecisionForm | None = None,
) -> HttpResponse:
    """Show what was submitted beside its original and beside what readers see.

    Wagtail has asked already whether the user may see the editor of `page`.
    """
    actions = {name for name, *_rest in step.task.specific.get_actions(page, request.user)}
    # As readers have it: Wagtail's edit view hands over the latest revision.
    page = translation.get_target_instance()
    places = compare(translation, step.revision, page if page.live else None)
    marks = findings_by_passage(translation)
    source = translation.source.get_source_instance()
    state = step.workflow_state
    context = {
        "translation": translation,
        "instance": step.revision.as_object(),
        "glossary": terms.current(),
        "source_locale": translation.source.locale,
        "locale": translation.target_locale,
        "source_edit_url": get_edit_url(source) if rights.may_edit(request.user, source) else "",
        "live_url": page.full_url if isinstance(page, Page) and page.live else "",
        "rows": [
            (place, marks.get(place.passage.pk, []) if place.passage else []) for place in places
        ],
        "changed": sum(place.has_changed for place in places),
        "unread": sum(place.is_unread for place in places),
        "is_new": not page.live,
        "source_is_newer": translation.source.last_updated_at > step.revision.created_at,
        "step": step,
        "requested_by": state.requested_by,
        "reviewers": names_of_reviewers(page, step),
        "may_approve": APPROVE in actions,
        "may_withdraw": may_withdraw(request.user, page),
        "form": form or DecisionForm(initial={"step": step.pk}),
        "preview_url": _preview_url(page, step, bool(actions)),
        "compare_url": _compare_url(page, step, request.user),
    }
    status = 422 if form is not None else 200
    return render(request, "admin/review/screen.html", context, status=status)


@require_POST
def decide(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Approve what was submitted, ask for changes, or take it back."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        pk=translation_id,
        enabled=True,
    )
    page = translation.get_target_instance()
    if not isinstance(page, WorkflowMixin):
        raise Http404
    if not rights.may_edit(request.user, page):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    step = step_under_way(page)
    if step is None or (form.is_valid() and form.cleaned_data["step"] != step.pk):
        # Withdrawn, decided on, or submitted anew since the screen was opened.
        messages.error(
            request, _("“%(title)s” was decided on or submitted anew meanwhile.") % {"title": page}
        )
    elif not form.is_valid():
        return show(request, translation, page, step, form)
    else:
        _act(request, page, step, form.cleaned_data["decision"], form.cleaned_data["comment"])
    if rights.may_edit(request.user, translation.get_target_instance()):
        return redirect(get_edit_url(page))
    return redirect("wagtailadmin_home")


def _act(request: HttpRequest, page: Any, step: TaskState, decision: str, comment: str) -> None:
    title = title_of(page)
    if decision == WITHDRAW:
        withdraw(page, request.user)
        said = _("“%(title)s” was withdrawn: it can be changed again.")
        messages.success(request, said % {"title": title})
        return
    task = step.task.specific
    if decision not in {name for name, *_rest in task.get_actions(page, request.user)}:
        raise PermissionDenied
    try:
        task.on_action(step, request.user, decision, comment=comment)
    except TranslationRefusedError as refusal:
        messages.error(request, str(refusal))
        return
    except ValidationError as error:
        said = _("“%(title)s” is not published in %(language)s: %(reasons)s")
        named = {"title": title, "language": page.locale.get_display_name()}
        messages.error(request, said % {**named, "reasons": " ".join(error.messages)})
        return
    approved = _("You approved “%(title)s”.")
    rejected = _("You asked for changes to “%(title)s”.")
    messages.success(request, (approved if decision == APPROVE else rejected) % {"title": title})


def _preview_url(instance: Any, step: TaskState, is_reviewer: bool) -> str:
    """Return where it is seen as readers would; a snippet is no page, and is seen nowhere."""
    if not isinstance(instance, Page):
        return ""
    if is_reviewer:
        return reverse("wagtailadmin_pages:workflow_preview", args=[instance.pk, step.task_id])
    return reverse("wagtailadmin_pages:revisions_view", args=[instance.pk, step.revision_id])


def _compare_url(instance: Any, step: TaskState, user: Any) -> str:
    """Return where Wagtail shows all that differs from what readers see, pictures among it.

    It shows that to those who write or publish there; whoever only reviews a page has the preview.
    """
    if not instance.live or instance.live_revision_id is None:
        return ""
    if not (rights.may_write(user, instance) or rights.may_publish(user, instance)):
        return ""
    name = "wagtailadmin_pages:revisions_compare"
    if not isinstance(instance, Page):
        name = instance.snippet_viewset.get_url_name("revisions_compare")
    numbers = [quote(instance.pk), instance.live_revision_id, step.revision_id]
    return reverse(name, args=numbers)
