"""The app’s place in Django."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Counts pages as they are read, where the site wants it."""

    name = "parvis.statistics"
    label = "parvis_statistics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have counts written at the end, and forgotten in time."""
        from parvis.pages.rounds import register_round
        from parvis.statistics import counting

        counting.install()
        register_round(counting.forget)
