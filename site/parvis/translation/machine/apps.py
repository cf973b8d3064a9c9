"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MachineConfig(AppConfig):
    name = "parvis.translation.machine"
    label = "parvis_machine"
    verbose_name = _("translation machines")

    def ready(self) -> None:
        """Have the queue looked after every minute, the settings checked, the dashboard know."""
        from parvis.pages.rounds import register_round
        from parvis.translation.machine import checks, filters  # noqa: F401 (they register)
        from parvis.translation.machine.queue import run_due

        filters.install()
        register_round(run_due)
