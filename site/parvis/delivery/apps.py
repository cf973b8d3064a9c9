"""The app's place in Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "parvis.delivery"
    label = "parvis_delivery"
