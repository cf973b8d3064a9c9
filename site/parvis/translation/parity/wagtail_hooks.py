"""Where languages side by side meet Wagtail’s own screens."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogFormatter

from parvis.translation.parity import asking, exemptions, slugs
from parvis.translation.parity.guard import NOT_PUBLISHED
from parvis.translation.parity.report import ParityReportView, menu_item
from parvis.translation.parity.required import EXEMPTED
from parvis.translation.parity.views import members_of, together

EARLY = -50  # before wagtail-localize’s editor, after the guards of `parvis.translation`

hooks.register("before_edit_page", exemptions.stop_publication, order=EARLY)
hooks.register("before_create_page", exemptions.stop_creation, order=EARLY)
hooks.register("after_create_page", exemptions.tell_creation)
hooks.register("register_reports_menu_item", menu_item)
hooks.register("before_unpublish_page", asking.ask_unpublish)
hooks.register("before_move_page", asking.ask_move)
hooks.register("before_delete_page", asking.ask_delete)
hooks.register("before_unpublish", asking.ask_unpublish_snippet)
hooks.register("before_delete_snippet", asking.ask_delete_snippets)
hooks.register("after_delete_snippet", asking.delete_with_snippets)
hooks.register("before_publish_page", slugs.notice)
hooks.register("after_publish_page", slugs.tell)
hooks.register("after_edit_page", slugs.lead_to_question)
hooks.register("before_edit_snippet", slugs.notice_snippet)
hooks.register("after_edit_snippet", slugs.ask_of_edited)
for selection in (asking.UnpublishSelection, asking.MoveSelection, asking.DeleteSelection):
    hooks.register("register_bulk_action", selection, order=100)  # in the place of Wagtail’s own
hooks.register("before_bulk_action", exemptions.stop_selection, order=EARLY)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    """Add our screens beside those of translation."""
    addresses = [
        path("together/<int:page_id>/", together, name="together"),
        path("slug/<int:page_id>/", slugs.ask, name="slug"),
        path(
            "slug/<str:app_label>/<str:model_name>/<str:pk>/",
            slugs.ask_of_snippet,
            name="snippet_slug",
        ),
        path("exempt/<int:page_id>/", exemptions.exempt_page, name="exempt"),
        path("parity/", ParityReportView.as_view(), name="report"),
        path("parity/results/", ParityReportView.as_view(results_only=True), name="report_results"),
    ]
    return [path("localize/", include((addresses, "parvis_parity")))]


class TogetherItem(ActionMenuItem):
    """Leads from a page’s editor to publishing it with its translations."""

    name = "parity-together"
    label = gettext_lazy("Publish with its translations")
    icon_name = "upload"

    def is_shown(self, context: Any) -> bool:
        """Show it on pages that have translations, to those who publish them."""
        page = context.get("page")
        if context["view"] != "edit" or page is None:
            return False
        may_publish = self.get_user_page_permissions_tester(context).can_publish()
        return bool(may_publish and len(members_of(page)) > 1)

    def get_url(self, context: Any) -> str:
        """Return the address of the screen."""
        return reverse("parvis_parity:together", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def register_together() -> ActionMenuItem:
    """Offer it below Wagtail’s own “Publish”."""
    return TogetherItem(order=95)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what the history shows."""

    @actions.register_action(NOT_PUBLISHED)
    class NotPublished(LogFormatter):
        label = gettext_lazy("Not published on time")

        def format_message(self, log_entry: Any) -> str:
            """Say why."""
            reason = log_entry.data.get("reason", "")
            return _("Not published on its scheduled moment: %(reason)s") % {"reason": reason}

    @actions.register_action(EXEMPTED)
    class Exempted(LogFormatter):
        label = gettext_lazy("Published without translations")

        def format_message(self, log_entry: Any) -> str:
            """Say which languages, and why."""
            return _("Goes without %(languages)s: %(reason)s") % {
                "languages": ", ".join(log_entry.data.get("languages", [])),
                "reason": log_entry.data.get("reason", ""),
            }
