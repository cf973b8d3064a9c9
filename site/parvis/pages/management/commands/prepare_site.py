"""`manage.py prepare_site`: a database that is ready to serve, made or brought up to date."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrate, and make what must exist; on a site that has all this, change nothing."""

    help = "Migrate the database, and create what must exist in every content language."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run both in one process: each start of Django costs a second."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("setup_site", stdout=self.stdout)
