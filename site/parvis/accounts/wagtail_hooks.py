"""What the history of a page says about rights."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from parvis.accounts.groups import GRANTED


@hooks.register("register_log_actions")
def register_grants(actions: Any) -> None:
    """Name the entry that notes which group was given rights on a language."""

    @actions.register_action(GRANTED)
    class GrantFormatter(LogFormatter):
        label = _("Give rights to a group")

        def format_message(self, log_entry: Any) -> str:
            return _("Rights on this language given to “%(group)s”") % {
                "group": log_entry.data.get("group", "")
            }
