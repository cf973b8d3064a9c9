"""The messages' place in the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from parvis.feedback.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    """List messages in the menu of those who may see them."""
    return MessageViewSet("message", url_prefix="messages")
