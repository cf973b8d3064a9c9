"""What `migrate` costs on an empty database, against Wagtail and wagtail-localize alone.

    python bench/migrate.py [rounds]

CPU seconds of the whole process on SQLite, the least of several alternating rounds: other work on
the machine only ever adds. Both import compiled modules. Ends with 1 where the ratio is over 1.3.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LIMIT = 1.3

# What `wagtail start` lists, without its two example apps, and wagtail-localize.
BARE = """
SECRET_KEY = "bench"
STATIC_URL = "/static/"
INSTALLED_APPS = [
    "wagtail_localize", "wagtail.locales",
    "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites",
    "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search",
    "wagtail.admin", "wagtail", "modelcluster", "taggit", "django_filters",
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "bare.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
WAGTAIL_SITE_NAME = "bare"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAIL_I18N_ENABLED = USE_I18N = USE_TZ = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
"""


def migrate(settings: str, folder: Path, **environment: str) -> float:
    """Migrate an empty database; return the CPU seconds it took."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONDONTWRITEBYTECODE", "DATABASE_URL"}
    }
    options = ("--settings", settings, "--verbosity=0", "--skip-checks")
    path = os.pathsep.join([str(folder), str(PROJECT / "site"), str(PROJECT)])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", *options],
        env=kept | {"PYTHONPATH": path} | environment,
        cwd=folder,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure() -> tuple[float, float]:
    """Migrate both once; return the CPU seconds of the bare project and of ours."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        bare = migrate("bare", folder)
        ours = migrate("parvis.settings.development", folder, PARVIS_DATA=str(folder))
    return bare, ours


def main() -> int:
    """Measure, print, and judge."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    measure()  # the first one compiles modules
    results = []
    for _round in range(rounds):
        bare, ours = measure()
        print(f"bare {bare:5.1f} s   ours {ours:5.1f} s", flush=True)
        results.append((bare, ours))
    bare, ours = (min(column) for column in zip(*results, strict=True))
    print(f"bare {bare:.1f} s, ours {ours:.1f} s: {ours / bare:.2f} times (at most {LIMIT})")
    return 0 if ours <= LIMIT * bare else 1


if __name__ == "__main__":
    sys.exit(main())
