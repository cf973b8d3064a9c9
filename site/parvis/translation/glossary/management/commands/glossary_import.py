"""`manage.py glossary_import`: terms from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.translation.glossary.exchange import UnusableGlossaryError, import_glossary


class Command(BaseCommand):
    """Add and change terms; those the file does not name stay."""

    help = "Import terms from a .csv or .tbx file: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept the file to read."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only count")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or say of each line what is wrong with it."""
        path: Path = options["file"]
        try:
            done = import_glossary(path.name, path.read_bytes(), dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(str(error)) from error
        except UnusableGlossaryError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        self.stdout.write(
            f"{done.added} terms added, {done.changed} changed, {done.unchanged} as they were."
        )
