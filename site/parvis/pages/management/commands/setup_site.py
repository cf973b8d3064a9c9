"""`manage.py setup_site`: make what must exist in every content language."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.pages.structure import set_up


class Command(BaseCommand):
    """Run after `migrate`, and again after a language is added to PARVIS_LANGUAGES."""

    help = "Create locales, home pages, indexes and groups that do not exist yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps and say what was made."""
        made = set_up()
        for line in made or ["Nothing to do: everything exists."]:
            self.stdout.write(line)
