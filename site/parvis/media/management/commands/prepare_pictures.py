"""`manage.py prepare_pictures`: the renditions of whatever readers see, those that are missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.media.needs import ask_for, everything_shown
from parvis.media.preparing import prepare_pictures


class Command(BaseCommand):
    """Make them here and now, or have a worker make them."""

    help = "Make the missing renditions of the pictures that readers see."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept who is to do it."""
        parser.add_argument(
            "--background", action="store_true", help="leave the work to the worker"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through everything readers see; what fails is named, and keeps nothing else back."""
        if options["background"]:
            self.stdout.write(f"{ask_for(everything_shown())} pictures left to the worker")
            return
        prepared = prepare_pictures()
        self.stdout.write(f"{prepared.made} renditions made of {prepared.pictures} pictures")
        if prepared.failed:
            raise CommandError("These could not be made:\n" + "\n".join(prepared.failed))
