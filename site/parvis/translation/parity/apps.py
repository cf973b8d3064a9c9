"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParityConfig(AppConfig):
    """Puts its guards around publication, outside those of `parvis.translation`."""

    name = "parvis.translation.parity"
    label = "parvis_parity"
    verbose_name = _("languages side by side")

    def ready(self) -> None:
        """Install the guards: this app stands after `parvis.translation` in the settings."""
        from django.db.models.signals import post_delete
        from wagtail.models import Page

        from parvis.translation.parity import exemptions, followers, guard, privacy

        guard.install()
        exemptions.install()
        privacy.install()
        post_delete.connect(followers.forget_source, sender=Page, dispatch_uid="parity_forgets")
