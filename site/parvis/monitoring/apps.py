"""The app's place in Django."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Registers the checks on the environment."""

    name = "parvis.monitoring"
    label = "parvis_monitoring"

    def ready(self) -> None:
        """Register the checks."""
        from parvis.monitoring import checks  # noqa: F401 (importing registers them)
