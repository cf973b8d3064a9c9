"""Settings of a site that is served alone: production, whose static files nobody gathers first."""

from parvis.settings.production import *  # noqa: F403 (its names plus the difference)
from parvis.settings.production import STORAGES as GATHERED

STORAGES = GATHERED | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
