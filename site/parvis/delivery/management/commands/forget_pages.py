"""`manage.py forget_pages`: have every page rendered anew."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.delivery.process import tell
from parvis.delivery.watching import EVERYTHING


class Command(BaseCommand):
    """Needed after the database was changed by another program, or restored from a backup."""

    help = "Have every process, on every machine, render each page anew when it is next asked for."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell everybody."""
        tell({EVERYTHING})
        self.stdout.write("Every page will be rendered anew.")
