"""`manage.py glossary_export`: the glossary as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.translation.glossary.exchange import FORMATS, export_glossary


class Command(BaseCommand):
    """Write all terms of all languages."""

    help = "Write the glossary to a .csv or .tbx file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept the file to write."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; its name says the format."""
        path: Path = options["file"]
        name = path.suffix.removeprefix(".").casefold()
        if name not in FORMATS:
            raise CommandError("Name a file that ends with .csv or .tbx.")
        try:
            path.write_bytes(export_glossary(name))
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(path))
