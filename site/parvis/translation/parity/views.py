"""The screen on which a page and its translations are published together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from parvis.translation import rights
from parvis.translation.parity.refusals import NotTogetherError
from parvis.translation.parity.together import publish_together, reasons_against, schedule_together


@dataclass(frozen=True)
class Member:
    """A page of one language, as the screen shows it: whether it is ticked, and what is against."""

    page: Page
    is_chosen: bool
    reasons: list[str]


class TogetherForm(forms.Form):
    """Which languages, and when."""

    pages = forms.ModelMultipleChoiceField(Page.objects.none())
    when = forms.DateTimeField(
        label=gettext_lazy("Date and time"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Leave it empty to publish now."),
    )

    def __init__(self, *args: Any, members: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pages"]
        field.queryset = Page.objects.filter(pk__in=[page.pk for page in members])


def members_of(page: Page) -> list[Page]:
    """Return the page and its translations, copies left out, the page first."""
    pages = (
        Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
        .select_related("locale")
        .order_by("locale__language_code")
        .specific()
    )
    return sorted(pages, key=lambda member: member.pk != page.pk)


@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask which languages of a page are published, now or at a date; then do it to all or none."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    members = members_of(page)
    if not any(rights.may_publish(request.user, member) for member in members):
        raise PermissionDenied
    form = TogetherForm(request.POST or None, members=members)
    refusals: list[str] = []
    if form.is_valid():
        chosen, when = list(form.cleaned_data["pages"]), form.cleaned_data["when"]
        try:
            done = (
                schedule_together(chosen, when, request.user)
                if when
                else publish_together(chosen, request.user)
            )
        except NotTogetherError as refusal:
            refusals = refusal.reasons
        else:
            messages.success(request, _said(done, when))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    rows = [_row(member, request, form) for member in members]
    context = {"page": page, "form": form, "rows": rows, "refusals": refusals}
    status = 422 if request.method == "POST" else 200
    return render(request, "admin/parity/together.html", context, status=status)


def _row(member: Page, request: HttpRequest, form: TogetherForm) -> Member:
    reasons = reasons_against(member, request.user)
    asked = request.POST.getlist("pages")
    is_chosen = str(member.pk) in asked if form.is_bound else not reasons
    return Member(member, is_chosen and not reasons, reasons)


def _said(pages: list[Page], when: datetime | None) -> str:
    count = len(pages)
    if when is None:
        text = ngettext("%(count)d page is published.", "%(count)d pages are published.", count)
    else:
        text = ngettext(
            "%(count)d page is scheduled.", "%(count)d pages are scheduled together.", count
        )
    return text % {"count": count}
