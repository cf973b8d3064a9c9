"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    """Registers the glossary's section of the sitemap, and what it adds to the demo."""

    name = "parvis.translation.glossary"
    label = "parvis_glossary"
    verbose_name = _("glossary")

    def ready(self) -> None:
        """Register the section, and the demo's loader: before the menus, which lead to the page."""
        from parvis.demo.loading import register_loader
        from parvis.discovery.pairs import register_pages
        from parvis.translation.glossary import demo, search
        from parvis.translation.glossary.models import GlossaryPage

        register_pages("glossary", GlossaryPage)
        register_loader(15, demo.load_glossary)
        search.register()
