"""The app's place in Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "parvis.pages"
    label = "parvis_pages"
