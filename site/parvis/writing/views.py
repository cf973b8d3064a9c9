"""The panel’s words anew, and the report of what public pages fail."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page

from parvis.pages.editing import edited_pages, edits_pages
from parvis.pages.models import BasePage
from parvis.writing.accessibility import CHECKS
from parvis.writing.models import AccessibilityFinding
from parvis.writing.panel import advice


@require_safe
@never_cache
def advice_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return what the panel says of a page’s latest revision."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    latest = page.get_latest_revision_as_object()
    if not isinstance(latest, BasePage):
        raise PermissionDenied
    return render(request, "admin/writing/advice.html", advice(latest))


def _editor_of(finding: AccessibilityFinding) -> str:
    return reverse("wagtailadmin_pages:edit", args=[finding.page_id])


class FindingFilterSet(WagtailFilterSet):
    """Narrows the report by check and by language."""

    check_name = django_filters.ChoiceFilter(
        label=_("Finding"), choices=lambda: [(name, one.label) for name, one in CHECKS.items()]
    )
    page__locale = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("of people", "Language"), queryset=Locale.objects.all()
    )

    class Meta:
        model = AccessibilityFinding
        fields = ["check_name", "page__locale"]


class FindingsReport(ReportView):
    """What public pages fail, the longest-standing first; of pages the person may edit."""

    model = AccessibilityFinding
    index_url_name = "parvis_writing:report"
    index_results_url_name = "parvis_writing:report_results"
    page_title = _("Accessibility of the content")
    header_icon = "pilcrow"
    export_filename = "accessibility"
    filterset_class = FindingFilterSet
    default_ordering = "since"
    is_searchable = False
    list_export = ["page.title", "language", "finding", "criterion", "excerpt", "since"]
    export_headings = {
        "page.title": _("Page"),
        "language": pgettext_lazy("of people", "Language"),
        "finding": _("Finding"),
        "criterion": _("Criterion"),
        "excerpt": _("Where"),
        "since": _("Since"),
    }
    columns = [
        TitleColumn("page.title", label=_("Page"), get_url=_editor_of),
        Column("language", label=pgettext_lazy("of people", "Language")),
        Column("finding", label=_("Finding")),
        Column("criterion", label=_("Criterion")),
        Column("excerpt", label=_("Where")),
        DateColumn("since", label=_("Since"), sort_key="since"),
    ]

    @cached_property
    def no_results_message(self) -> str:
        """What is said where there is nothing: which is good news, unless it was asked for less."""
        if self.is_filtering:
            return str(super().no_results_message)
        return gettext(
            "The checks find nothing that keeps somebody from reading the published pages you edit."
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who edit no page."""
        if not edits_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        """Return the findings of pages the person may change or publish."""
        own = edited_pages(self.request.user)
        found = AccessibilityFinding.known().filter(page__in=own.values("pk"))
        return found.select_related("page__locale")
