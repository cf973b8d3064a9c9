"""The commands for those who send translations to agencies by hand.

A command is found in an app only: `parvis/translation/management/commands/` names them.
"""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from parvis.translation.files import xliff12, xliff20
from parvis.translation.files.exchange import exports_of, receive, translations, with_work
from parvis.translation.files.pofile import UnusableFileError


class Export(BaseCommand):
    """Write what is left to translate into a language to one XLIFF."""

    help = "Write what is left to translate into a language to one XLIFF."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept the language, the file, and which XLIFF."""
        parser.add_argument("locale", help="the language to translate into, such as en")
        parser.add_argument("file", type=Path)
        parser.add_argument("--all", action="store_true", help="what is translated, too")
        parser.add_argument("--xliff", choices=["1.2", "2.0"], default="1.2")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say why there is none."""
        locale = Locale.objects.filter(language_code=options["locale"]).first()
        if locale is None:
            raise CommandError(f"There is no language {options['locale']!r} here.")
        everything = translations().filter(target_locale=locale).order_by("pk")
        found = everything if options["all"] else with_work(locale)
        if not found.exists():
            raise CommandError("Nothing is left to translate into this language.")
        module = xliff12 if options["xliff"] == "1.2" else xliff20
        path: Path = options["file"]
        try:
            with path.open("wb") as file:
                count = module.write(exports_of(found.iterator(chunk_size=100)), file)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {count}")


class Import(BaseCommand):
    """Take over the translations of a file and report on each."""

    help = "Take over translations from an XLIFF or PO file; every good passage is taken."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept the file, whose work it is, and whether it may replace newer work."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", default="", help="whose work the passages are")
        parser.add_argument("--overwrite", action="store_true", help="replace newer work, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import; fail where a whole page, or the file, could not be used."""
        path: Path = options["file"]
        user = self._user(options["user"])
        try:
            reports = receive(
                path.read_bytes(), user, lambda _translation: True, overwrite=options["overwrite"]
            )
        except (OSError, UnusableFileError) as error:
            raise CommandError(str(error)) from error
        for report in reports:
            counts = ", ".join(f"{count} {status.label}" for status, count in report.counts.items())
            self.stdout.write(f"{report.title}: {report.problem or counts}")
            for unit in report.problems:
                self.stdout.write(f"  {unit.key}: {unit.message}")
        if any(report.problem for report in reports):
            raise CommandError("Not every page of the file could be used.")

    def _user(self, name: str) -> Any:
        if not name:
            return None
        model = get_user_model()
        found = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
        if found is None:
            raise CommandError(f"There is nobody called {name!r} here.")
        return found
