"""`manage.py compile_catalogues`: make the catalogues of `locale/` ready for gettext."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from parvis.pages.catalogues import compile_catalogues


class Command(BaseCommand):
    """Run after a pull, and before a server starts: it reads catalogues once."""

    help = "Compile the gettext catalogues that changed. Needs no gettext tools."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and say what was written."""
        for folder in settings.LOCALE_PATHS:
            for path in compile_catalogues(Path(folder)):
                self.stdout.write(str(path))
