"""The notices in the admin: their addresses, the menu's entry and the panel of the home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import sentence

LATEST = 5


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Add the inbox, what leads to a notice, and the form to assign."""
    return [path("", include("parvis.translation.notices.urls"))]


class NoticesMenuItem(MenuItem):
    """Says how many notices are unread, in one query a page."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Put the number behind the name."""
        label, count = str(self.label), Notice.objects.of(request.user).unread().count()
        if count:
            label = _("%(label)s (%(count)d)") % {"label": label, "count": count}
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Lead to the inbox."""
    return NoticesMenuItem(
        gettext_lazy("Inbox"),
        reverse("parvis_notices:inbox"),
        name="notices",
        icon_name="mail",
        order=50,
    )


class NoticesPanel(Component):
    """The latest unread notices; nothing where there are none."""

    name = "notices"
    template_name = "admin/notices/panel.html"
    order = 90

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def notices(self) -> list[tuple[Notice, str]]:
        """The five latest, each with what it says."""
        latest = Notice.objects.of(self.request.user).unread().order_by("-made_at", "-pk")[:LATEST]
        return [(notice, sentence(notice)) for notice in latest]

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Give the template what it shows."""
        return {"notices": self.notices}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show what is new where the day begins."""
    panels.append(NoticesPanel(request))
