"""The identity of the site in the admin, and the legal pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home import views
from home.models import HomePage, SiteIdentity
from parvis.discovery.head import HOME_DEPTH


class SiteIdentityViewSet(SnippetViewSet):
    """One per language: name, menus, foot of the page."""

    model = SiteIdentity
    icon = "site"
    list_display = ["name", "locale"]
    add_to_admin_menu = True
    menu_order = 300


register_snippet(SiteIdentityViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the legal pages their address."""
    return [path("legal/", views.legal, name="home_legal")]


@hooks.register("register_page_header_buttons")
def offer_legal_pages(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer them on a home page, to those who may add pages below it."""
    is_home = page.depth == HOME_DEPTH and isinstance(page.specific_deferred, HomePage)
    if is_home and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("Add the legal pages"), reverse("home_legal"), icon_name="doc-full", priority=90
        )
