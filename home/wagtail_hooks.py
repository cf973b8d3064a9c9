"""The identity of the site in the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import SiteIdentity


class SiteIdentityViewSet(SnippetViewSet):
    """One per language: name, menus, foot of the page."""

    model = SiteIdentity
    icon = "site"
    list_display = ["name", "locale"]
    add_to_admin_menu = True
    menu_order = 300


register_snippet(SiteIdentityViewSet)
