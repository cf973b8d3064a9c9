"""Panels of the page editor."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import Media
from django.templatetags.static import static
from wagtail.admin.panels import Panel
from wagtail.models import Page

from parvis.discovery.head import HOME_DEPTH, SHOWN_BY_ENGINES


class SharingPreviewPanel(Panel):
    """How a page looks in a list of results and where it is shared, as its form stands.

    Server-rendered from what is saved; a script follows the fields while they are typed in.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "admin/pages/sharing_preview.html"

        @property
        def media(self) -> Media:
            """The script that follows the form, and its style."""
            return Media(
                js=[static("parvis/admin/sharing-preview.js")],
                css={"all": [static("parvis/admin/sharing-preview.css")]},
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what the page says of itself, and how much of it is shown."""
            page = self.instance
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "page": page,
                "address": f"{settings.WAGTAILADMIN_BASE_URL}{self._place()}",
                "host": urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc,
                "excerpt": getattr(page, "excerpt", ""),
                "most": SHOWN_BY_ENGINES,
                "card": "" if page.social_image else page.card_url,
                "image": page.share_image,
            }

        def _place(self) -> str:
            """Return the path of the page’s parent, or of the page itself where it is a home."""
            page = self.instance
            if page.depth == HOME_DEPTH:
                return page.get_url(self.request) or "/"
            if page.pk:
                parent = page.get_parent()
            else:
                # One that is being made is in no tree yet; the form’s address says below what.
                match = self.request.resolver_match
                parent = Page.objects.filter(pk=match.kwargs.get("parent_page_id")).first()
            return (parent.get_url(self.request) if parent else "") or "/"
