"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "parvis.translation.quality"
    label = "parvis_quality"
    verbose_name = _("checks of translations")
