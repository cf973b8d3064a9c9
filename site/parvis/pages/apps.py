"""The app's place in Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "parvis.pages"
    label = "parvis_pages"

    def ready(self) -> None:
        """Have the card of each page drawn as it is published, and bodies made that are not."""
        from parvis.pages import body_rounds, cards, rounds

        cards.install()
        rounds.register_round(body_rounds.prepare_for_a_while)
