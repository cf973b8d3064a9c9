"""The app’s place in Django."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Checks pages as they are published, and beside their editor."""

    name = "parvis.writing"
    label = "parvis_writing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have publications checked, and the panel shown beside editors."""
        from parvis.writing import panel, recording

        recording.install()
        panel.install()
