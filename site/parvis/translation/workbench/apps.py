"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    """Puts the memory of versions in place."""

    name = "parvis.translation.workbench"
    label = "parvis_workbench"
    verbose_name = _("translators’ workbench")

    def ready(self) -> None:
        """Keep the versions of sources and of passages from now on."""
        from parvis.translation.workbench import (
            aids,
            copying,
            editor,
            following,
            history,
            protection,
            resuming,
            talk,
            values,
            versions,
        )

        following.install()
        versions.install()
        history.install()
        aids.install()
        protection.install()
        values.install()
        resuming.install()
        editor.install()
        talk.install()
        copying.install()
