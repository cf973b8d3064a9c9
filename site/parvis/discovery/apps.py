"""The app's place in Django."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Registers what is checked of the site's addresses, and who is told that they change."""

    name = "parvis.discovery"
    label = "parvis_discovery"

    def ready(self) -> None:
        """Register checks, and follow pages for search engines."""
        from wagtail import signals

        from parvis.discovery import indexnow, security  # noqa: F401
        from parvis.pages.rounds import register_round

        for signal, follow in (
            (signals.page_published, indexnow.on_change),
            (signals.page_unpublished, indexnow.on_change),
            (signals.page_slug_changed, indexnow.on_slug_change),
            (signals.post_page_move, indexnow.on_move),
        ):
            signal.connect(follow, dispatch_uid=f"parvis.indexnow.{id(signal)}")
        register_round(indexnow.announce)
