"""`manage.py prepare_bodies`: the bodies of what is published, those that are not made yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.pages.body_rounds import prepare_all


class Command(BaseCommand):
    """Make them here and now. Readers’ pages are served meanwhile, rendered from their texts."""

    help = "Make the bodies of published pages that this version did not make yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept that all are to be made."""
        parser.add_argument("--all", action="store_true", help="make those that are made, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through everything published; what fails is in the log."""
        self.stdout.write(f"{sum(prepare_all(is_asked=options['all']))} bodies made")
