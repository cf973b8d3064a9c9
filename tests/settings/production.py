"""Running the real thing as production does: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tools import PROJECT

# What `docs/deploying.md` says production needs, and nothing else.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "parvis.settings.production",
    "SECRET_KEY": "Jt2cYcQz1mVx8Ew5-kLr0aHn7uFb3sDg9pWo4iXe6TqZyBvMlKj",
    "ALLOWED_HOSTS": "blog.example.org",
    "PARVIS_BASE_URL": "https://blog.example.org",
    "DATABASE_URL": "postgres://parvis:secret@127.0.0.1:5432/parvis",
    "EMAIL_URL": "smtp+tls://parvis:secret@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "parvis@example.org",
}


def run(
    *arguments: str, data: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in the project with nothing but a documented environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "PARVIS_DATA": str(data),
            **(ENVIRONMENT if environment is None else environment),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
