"""Where the workbench meets Wagtail's own screens."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.action_menu import ActionMenuItem as SnippetActionMenuItem

from parvis.translation import rights
from parvis.translation.workbench import minor


@hooks.register("after_publish_page")
def offer_minor_edit(request: HttpRequest, page: Page) -> None:
    """Tell an editor what a change asks of the translators."""
    minor.offer(request, page)


@hooks.register("after_edit_snippet")
def offer_minor_edit_of_snippet(request: HttpRequest, snippet: Any) -> None:
    """Tell the same of a snippet that was published; of a draft nothing is said."""
    minor.offer(request, snippet)


class _MinorEditItem:
    """Leads to where the last change is said to be minor, also long after it was published."""

    name = "parvis-minor-edit"
    label = _("It was a minor edit")
    icon_name = "edit"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether the last change is one that translations wait for."""
        return self.get_url(context) is not None

    def get_url(self, context: dict[str, Any]) -> str | None:
        """Return the address, None where there is nothing to say."""
        instance = context.get("page") or context.get("instance")
        if context.get("view") != "edit" or instance is None:
            return None
        source = minor.source_of(instance)
        if source is None or not rights.may_publish(context["request"].user, instance):
            return None
        return minor.address_of(source) if minor.update_of(source) else None


class MinorEditItem(_MinorEditItem, ActionMenuItem):
    """The entry of a page’s menu."""


class MinorEditOfSnippetItem(_MinorEditItem, SnippetActionMenuItem):
    """The entry of a snippet’s menu."""


@hooks.register("register_page_action_menu_item")
def register_minor_edit() -> ActionMenuItem:
    """Offer it in the editor, beside publishing."""
    return MinorEditItem(order=110)


@hooks.register("register_snippet_action_menu_item")
def register_minor_edit_of_snippet(model: type) -> SnippetActionMenuItem:
    """Offer it in the editor of snippets."""
    return MinorEditOfSnippetItem(order=110)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what the history shows."""

    @actions.register_action(minor.ACTION)
    class MinorEdit(LogFormatter):
        label = _("Minor edit")
        message = _("Marked the last change as minor: the translations stay current.")
