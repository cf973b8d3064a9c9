"""`manage.py import_articles PATH`: a folder of Markdown becomes articles."""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from blog.exchange import Report, import_folder
from blog.exchange.report import STATUSES
from parvis.media.licences import LICENCES


class Command(BaseCommand):
    """Import Markdown with front matter (Decap, Hugo, Jekyll, Eleventy); see `docs/import.md`."""

    help = "Import the Markdown files of a folder as articles and report on every file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("path", type=Path, help="a folder, or one file")
        parser.add_argument(
            "--locale", choices=settings.CONTENT_LANGUAGES, help="language of files that do not say"
        )
        parser.add_argument(
            "--licence",
            choices=[code for code, _name in LICENCES],
            default="",
            help="licence of files that name none; without it they get none",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, change nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE.json", help="write the report there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, print a table, write the report."""
        quiet = options["verbosity"] == 0
        if options["report"] and not options["report"].resolve().parent.is_dir():
            raise CommandError(f"There is no folder for the report: {options['report']}.")
        report = Report()
        try:
            import_folder(
                options["path"],
                locale=options["locale"],
                licence=options["licence"],
                dry_run=options["dry_run"],
                progress=lambda items, label: _bar(items, label, quiet),
                report=report,
            )
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        finally:
            if options["report"]:
                data = json.dumps(report.as_data(), ensure_ascii=False, indent=2)
                options["report"].write_text(f"{data}\n", encoding="utf-8")
        if not quiet:
            self._print(report, options["dry_run"])

    def _print(self, report: Report, is_dry_run: bool) -> None:
        longest = max((len(found.path) for found in report.files), default=4)
        width = min(longest, max(20, shutil.get_terminal_size((120, 24)).columns // 3))
        for found in report.files:
            style = self.style.ERROR if found.status == "failed" else self.style.SUCCESS
            self.stdout.write(
                f"{_short(found.path, width):<{width}}  {style(f'{found.status:<9}')}  {found.page}"
            )
            for message in found.messages:
                self.stdout.write(f"{'':<{width}}    {message}")
        counts = ", ".join(f"{report.count(status)} {status}" for status in STATUSES)
        files = "1 file" if len(report.files) == 1 else f"{len(report.files)} files"
        self.stdout.write(f"{files}: {counts}")
        if is_dry_run:
            self.stdout.write("A dry run: nothing was changed.")


def _short(path: str, width: int) -> str:
    """Return the end of a path, which tells more than its beginning, where all is too long."""
    return path if len(path) <= width else f"…{path[len(path) - width + 1 :]}"


def _bar(items: Iterable[Any], label: str, quiet: bool) -> Iterable[Any]:
    return tqdm(items, desc=label, unit="file", disable=True if quiet else None)
