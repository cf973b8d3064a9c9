"""“Pages read”: how many times, of those that a person edits, over a time."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page

from parvis.pages.editing import edited_pages, edits_pages
from parvis.statistics.models import DailyCount

# What is counted where no time is chosen.
LATELY = timedelta(days=30)


class CountFilters(WagtailFilterSet):
    """Over which time, and in which language."""

    day = DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)
    page__locale = ModelChoiceFilter(
        label=pgettext_lazy("of people", "Language"), queryset=Locale.objects.all()
    )

    class Meta:
        model = DailyCount
        fields = ["day", "page__locale"]


class PagesPaginator(WagtailPaginator):
    """Rows that are pages, whatever they are summed from."""

    model = Page


class PagesReadView(ReportView):
    """The pages a person edits, the most read first."""

    page_title = _("Pages read")
    header_icon = "view"
    model = DailyCount
    paginator_class = PagesPaginator
    index_url_name = "parvis_statistics:report"
    index_results_url_name = "parvis_statistics:report_results"
    export_filename = "pages-read"
    default_ordering = None
    is_searchable = False
    filterset_class = CountFilters
    list_export = ["title", "language", "views", "last"]
    export_headings = {
        "title": _("Page"),
        "language": pgettext_lazy("of people", "Language"),
        "views": _("Times read"),
        "last": _("Last read"),
    }

    @cached_property
    def no_results_message(self) -> str:
        """What is said where there is nothing."""
        if self.is_filtering:
            return str(super().no_results_message)
        return gettext("No page you edit was counted in the last thirty days.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who edit no page."""
        if not edits_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on screen: those of the file."""
        first, *others = self.export_headings.items()
        link = TitleColumn(first[0], label=first[1], get_url=lambda row: row["url"])
        return [link, *(Column(name, label=label) for name, label in others)]

    def get_base_queryset(self) -> Any:
        """Return the counts of the pages the person may change or publish."""
        own = edited_pages(self.request.user)
        return DailyCount.objects.filter(page__in=own.values("pk"))

    def get_filtered_queryset(self) -> Any:
        """Return a row a page: its sum over the time chosen, else over the last thirty days."""
        found = super().get_filtered_queryset()
        asked = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        if not asked.get("day"):
            found = found.filter(day__gt=timezone.localdate() - LATELY)
        sums = found.order_by().values("page").annotate(views=Sum("views"), last=Max("day"))
        return sums.order_by("-views", "page")

    def get_table(self, object_list: Any) -> Any:
        """Return the table of the rows that are shown, their pages named."""
        return super().get_table(self._named(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Name the pages in a file too, which has no table."""
        return self._named(object_list) if self.is_export else object_list

    def _named(self, object_list: Any) -> list[dict[str, Any]]:
        rows = list(object_list)
        pages = Page.objects.select_related("locale").in_bulk([row["page"] for row in rows])
        return [
            row
            | {
                "title": pages[row["page"]].get_admin_display_title(),
                "url": reverse("wagtailadmin_pages:edit", args=[row["page"]]),
                "language": str(pages[row["page"]].locale.get_display_name()),
            }
            for row in rows
        ]
