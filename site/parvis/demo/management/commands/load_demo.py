"""`manage.py load_demo`: the demo's accounts and content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from parvis.demo.loading import load


class Command(BaseCommand):
    """Load the demo into an empty site; on a site that has it, change nothing."""

    help = "Load the demo's accounts and content. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was made."""
        if not (settings.PARVIS_IS_DEMO or settings.DEBUG):
            raise CommandError(
                "The demo's accounts have a public password: they are never loaded in production. "
                "Use parvis.settings.demo or parvis.settings.development."
            )
        made = load()
        for line in made or ["The demo is already loaded; nothing was changed."]:
            self.stdout.write(line)
