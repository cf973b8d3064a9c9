"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    """Registers the glossary's section of the sitemap."""

    name = "parvis.translation.glossary"
    label = "parvis_glossary"
    verbose_name = _("glossary")

    def ready(self) -> None:
        """Register the section."""
        from parvis.discovery.sitemap import register_section
        from parvis.translation.glossary import sitemap

        register_section("glossary", sitemap.glossaries)
