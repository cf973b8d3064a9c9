"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemoryConfig(AppConfig):
    name = "parvis.translation.memory"
    label = "parvis_memory"
    verbose_name = _("translation memory")

    def ready(self) -> None:
        """Follow what is translated."""
        from parvis.translation.memory.indexing import connect

        connect()
