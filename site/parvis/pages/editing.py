"""Who edits pages, and which: what reports on pages are shown by."""

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

EDITING = {"add", "change", "publish"}


def edits_pages(user: Any) -> bool:
    """Whether a person edits any page."""
    return bool(PagePermissionPolicy().user_has_any_permission(user, EDITING))


def edited_pages(user: Any) -> Any:
    """Return the pages a person may add to, change or publish, as a query."""
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, EDITING)
