"""The app’s place in Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Takes what readers write, mails it, and forgets it in time."""

    name = "parvis.feedback"
    label = "parvis_feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have messages mailed and forgotten."""
        from wagtail.permissions import register_permission_policy

        from parvis.feedback.models import Message
        from parvis.feedback.rights import MessagePolicy
        from parvis.feedback.rounds import run_feedback
        from parvis.pages.rounds import register_round

        register_permission_policy(Message, MessagePolicy(Message))
        register_round(run_feedback)
