"""The app's place in Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "parvis.media"
    label = "parvis_media"
