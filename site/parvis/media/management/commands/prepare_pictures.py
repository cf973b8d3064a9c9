"""`manage.py prepare_pictures`: the renditions of whatever readers see, those that are missing."""

from argparse import ArgumentParser
from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.media.making import make
from parvis.media.models import Picture
from parvis.media.needs import ask_for, everything_shown


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
        roles: dict[int, set[str]] = defaultdict(set)
        pictures: dict[int, Picture] = {}
        for needs in everything_shown():
            for picture, role in needs:
                roles[pictures.setdefault(picture.pk, picture).pk].add(role)
        if options["background"]:
            asked = ask_for((pictures[key], role) for key in pictures for role in roles[key])
            self.stdout.write(f"{asked} pictures left to the worker")
            return
        made, failed = 0, []
        for key, picture in pictures.items():
            try:
                made += make(picture, roles[key])
            except Exception as error:  # whatever is wrong with one, the others are made
                failed.append(f"{picture.pk} ({picture.title}): {error}")
        self.stdout.write(f"{made} renditions made of {len(pictures)} pictures")
        if failed:
            raise CommandError("These could not be made:\n" + "\n".join(failed))
