"""`manage.py prepare_demo`: the database of `make demo`, from empty or from last time."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrate, then load the demo; on a site that has both, change nothing."""

    help = "Migrate the database and load the demo into it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run both in one process: each start of Django costs a second."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("load_demo", stdout=self.stdout)
