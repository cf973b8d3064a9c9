"""The test suite: fast hashes, memory for mail and cache, the engine `DATABASE_URL` names."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403 (a settings module is its parent's names plus its differences)
from .base import IMMEDIATE

SECRET_KEY = "tests only"  # noqa: S105 (not a secret)
ALLOWED_HOSTS = ["*"]
_folder = tempfile.TemporaryDirectory(prefix="parvis-test-")  # gone when the run ends
DATA_DIR = Path(_folder.name)
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": IMMEDIATE}, "background": {"BACKEND": IMMEDIATE}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
