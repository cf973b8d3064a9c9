"""How an editor is stopped where languages lack, and the form that asks why a page goes without."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Locale, Page

from parvis.translation import rights
from parvis.translation.parity.refusals import ParityRequiredError
from parvis.translation.parity.required import exempt, lacking, require_parity

_act = WorkflowActionView.post


def install() -> None:
    """Have a moderator told why an approval publishes nothing; called once."""
    WorkflowActionView.post = approve_or_tell


class ExemptionForm(forms.Form):
    """Which languages a page goes without, and why."""

    locales = forms.ModelMultipleChoiceField(
        Locale.objects.none(),
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It is kept in the page’s history and in the report on parity."),
    )

    def __init__(self, *args: Any, locales: list[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [locale.pk for locale in locales]
        field: Any = self.fields["locales"]
        field.queryset = Locale.objects.filter(pk__in=pks)
        field.label_from_instance = lambda locale: locale.get_display_name()
        field.initial = pks


@require_http_methods(["GET", "POST"])
def exempt_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask why a page goes public without some languages, and keep the answer."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not rights.may_publish(request.user, page):
        raise PermissionDenied
    locales = lacking(page)
    form = ExemptionForm(request.POST or None, locales=locales)
    if form.is_valid():
        exempt(page, form.cleaned_data["locales"], form.cleaned_data["reason"], request.user)
        messages.success(request, _("The reason is kept. The page can be published now."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "form": form, "locales": locales}
    status = 422 if request.method == "POST" else 200
    return render(request, "admin/parity/exempt.html", context, status=status)


def stop_publication(request: HttpRequest, page: Page) -> None:
    """Make a draft of what an editor wants to publish, where languages lack, and say so.

    A hook of Wagtail; nothing that was typed is lost.
    """
    wanted = "action-publish" in request.POST or _is_last_approval(request, page)
    if request.method != "POST" or not wanted:
        return
    try:
        require_parity(page)
    except ParityRequiredError as refusal:
        _without_publication(request)
        tell(request, refusal)


def stop_creation(request: HttpRequest, parent: Page, model: type[Page]) -> None:
    """Make a draft of a new page, which has no translation yet: `tell_creation` says why."""
    if request.method == "POST" and "action-publish" in request.POST:
        try:
            require_parity(model(locale=parent.locale))
        except ParityRequiredError:
            _without_publication(request)
            request.META["parity.stopped"] = True


def tell_creation(request: HttpRequest, page: Page) -> None:
    """Say why a new page was made a draft."""
    if request.META.get("parity.stopped"):
        tell(request, ParityRequiredError(page, lacking(page)))


def stop_selection(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Name the first page that keeps a selection from being published."""
    for page in objects if action == "publish" else []:
        try:
            require_parity(page)
        except ParityRequiredError as refusal:
            tell(request, refusal)
            return redirect(view.next_url)
    return None


def tell(request: HttpRequest, refusal: ParityRequiredError) -> None:
    """Show a refusal, with the ways out of it."""
    page = refusal.page
    ways = [("parvis_parity:exempt", _("Say why it goes without"))]
    if page.get_translations().filter(alias_of__isnull=True).exists():
        ways.insert(0, ("parvis_parity:together", _("Publish with its translations")))
    buttons = [messages.button(reverse(name, args=[page.pk]), label) for name, label in ways]
    messages.error(request, str(refusal), buttons=buttons)


def approve_or_tell(
    self: WorkflowActionView, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Do what a moderator decided; where it would publish and may not, leave all as it was."""
    try:
        with transaction.atomic():
            return _act(self, request, *args, **kwargs)
    except ParityRequiredError as refusal:
        tell(request, refusal)
    address = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return self.render_modal_json(request, {"step": "success", "redirect": address})
    return redirect(address)


def _is_last_approval(request: HttpRequest, page: Page) -> bool:
    if not request.POST.get("action-workflow-action"):
        return False
    if request.POST.get("workflow-action-name") != "approve":
        return False
    state = page.current_workflow_state
    if state is None or state.current_task_state is None:
        return False
    last = state.workflow.tasks.last()
    return last is None or last.pk == state.current_task_state.task_id


def _without_publication(request: HttpRequest) -> None:
    data = request.POST.copy()
    for name in ("action-publish", "action-workflow-action"):
        data.pop(name, None)
    request.POST = data
