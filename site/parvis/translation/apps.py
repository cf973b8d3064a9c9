"""The app's place in Django."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """Puts the guards around wagtail-localize in place."""

    name = "parvis.translation"
    label = "parvis_translation"

    def ready(self) -> None:
        """Install the guards before any view or command can run."""
        from parvis.translation import guards, watched
        from parvis.translation.overview import beside, indexes, panel

        guards.install()
        watched.install()
        beside.install()
        panel.install()
        indexes.install()
