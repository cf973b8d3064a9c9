"""`manage.py rebuild_memory`: index what was translated before the memory was there."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm
from wagtail_localize.models import String

from parvis.translation.memory.indexing import rebuild


class Command(BaseCommand):
    """Bring the whole index of the translation memory in step with the translations."""

    help = "Index every translated segment for the translation memory. May be run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild with a progress bar, which a log file does not get."""
        is_quiet = None if options["verbosity"] else True
        with tqdm(total=String.objects.count(), unit=" segments", disable=is_quiet) as bar:
            indexed = rebuild(bar.update)
        if options["verbosity"]:
            self.stdout.write(f"Segments in the translation memory: {indexed}.")
