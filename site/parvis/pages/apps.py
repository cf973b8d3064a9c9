"""The app's place in Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "parvis.pages"
    label = "parvis_pages"

    def ready(self) -> None:
        """Have the card of each page drawn as it is published."""
        from parvis.pages import cards

        cards.install()
