"""The report’s place among Wagtail’s."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from parvis.pages.editing import edits_pages


class ReportItem(MenuItem):
    """The entry of the menu, for those who edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may edit any page."""
        return edits_pages(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Give the panel and the report their addresses."""
    return [path("writing/", include("parvis.writing.urls"))]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """List the report."""
    return ReportItem(
        _("Accessibility of the content"),
        reverse_lazy("parvis_writing:report"),
        name="accessibility",
        icon_name="pilcrow",
        order=950,
    )
