"""Who may do what with messages."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class MessagePolicy(ModelPermissionPolicy):
    """Django's permissions, but nobody adds a message: readers do."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether a person may do this."""
        return action != "add" and bool(super().user_has_permission(user, action))
