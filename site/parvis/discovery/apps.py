"""The app's place in Django."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "parvis.discovery"
    label = "parvis_discovery"
