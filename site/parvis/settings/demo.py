"""`make demo`: as a reader would meet it (debug off), on this machine, with the demo's accounts."""

import contextlib
import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403 (a settings module is its parent's names plus its differences)
from .base import DATA_DIR


def kept_secret(path: Path) -> str:
    """Return the secret kept in `path`, made on the first call and readable by its owner only.

    Two processes may make it at once: the first to put it in place wins, the other reads it.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text()


SECRET_KEY = kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PARVIS_IS_DEMO = True
