"""`make dev`: the reloading server, debug on."""

from .base import *  # noqa: F403 (a settings module is its parent's names plus its differences)
from .base import UPLOADS

DEBUG = True
SECRET_KEY = "development only: production reads SECRET_KEY"  # noqa: S105 (not a secret)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
