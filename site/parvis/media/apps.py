"""The app's place in Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Has the pictures of what is published made in the background."""

    name = "parvis.media"
    label = "parvis_media"

    def ready(self) -> None:
        """Hear of what is published and of pictures that change; make what pages lacked."""
        from parvis.media import housekeeping, needs, wanted
        from parvis.pages.rounds import register_round

        needs.install()
        register_round(wanted.make_wanted)
        register_round(housekeeping.forget_finished)
