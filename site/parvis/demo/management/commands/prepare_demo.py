"""`manage.py prepare_demo`: the database of `make demo`, from empty or from last time."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from parvis.search.models import Document


class Command(BaseCommand):
    """Migrate, load the demo and index it; on a site that has all this, change nothing."""

    help = "Migrate the database and load the demo into it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run both in one process: each start of Django costs a second."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("load_demo", stdout=self.stdout)
        if not Document.objects.exists():
            call_command("rebuild_search", stdout=self.stdout)
