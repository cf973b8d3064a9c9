"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Listens to what happens to translations, and mails what nobody has looked at."""

    name = "parvis.translation.notices"
    label = "parvis_notices"
    verbose_name = _("notices")

    def ready(self) -> None:
        """Listen from now on, and look every minute for what is due and for whom to mail."""
        from parvis.pages.rounds import register_round
        from parvis.translation.notices import (
            assignments,
            changes,
            machines,
            moderation,
            remarks,
            schedules,
        )
        from parvis.translation.notices.deadlines import run_deadlines
        from parvis.translation.notices.digest import run_digest

        assignments.install()
        changes.install()
        machines.install()
        moderation.install()
        remarks.install()
        schedules.install()
        register_round(run_deadlines)
        register_round(run_digest)
