"""Where the workbench meets Wagtail's own screens."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from parvis.translation.workbench import minor


@hooks.register("after_publish_page")
def offer_minor_edit(request: HttpRequest, page: Page) -> None:
    """Tell an editor what a change asks of the translators."""
    minor.offer(request, page)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what the history shows."""

    @actions.register_action(minor.ACTION)
    class MinorEdit(LogFormatter):
        label = _("Minor edit")
        message = _("Marked the last change as minor: the translations stay current.")
