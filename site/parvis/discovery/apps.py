"""The app's place in Django."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Registers what every command checks of the site's addresses."""

    name = "parvis.discovery"
    label = "parvis_discovery"

    def ready(self) -> None:
        """Register the check of the contact for security."""
        from parvis.discovery import security  # noqa: F401
