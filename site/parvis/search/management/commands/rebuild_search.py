"""`manage.py rebuild_search`: make the readers' index anew from what is published."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.search.indexing import rebuild
from parvis.search.signals import rebuilt


class Command(BaseCommand):
    """Needed after a restored backup, or a change of how words are stemmed."""

    help = "Make the index of the readers' search anew from the published pages."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many pages the index holds."""
        self.stdout.write(f"{rebuild()} pages are in the index.")
        rebuilt.send(type(self))
