"""Which page is being served, and the report’s place among Wagtail’s."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from parvis.pages.editing import edits_pages
from parvis.statistics.middleware import SERVED


class ReportItem(MenuItem):
    """The entry of the menu, for those who edit pages, on a site that counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is anything to see."""
        return settings.PARVIS_STATISTICS and edits_pages(request.user)


@hooks.register("before_serve_page")
def note_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Tell what counts which page it is; a preview is served otherwise."""
    setattr(request, SERVED, page.pk)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Give the report its address."""
    return [path("statistics/", include("parvis.statistics.urls"))]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """List the report."""
    return ReportItem(
        _("Pages read"),
        reverse_lazy("parvis_statistics:report"),
        name="pages-read",
        icon_name="view",
        order=960,
    )
