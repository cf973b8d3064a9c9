"""`manage.py export_site DIR`: the public site as files, and as an archive."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from parvis.delivery.export.folder import ExportError
from parvis.delivery.export.site import Options, Report, export_site


class Command(BaseCommand):
    """Write the site for any static host and to browse from a disk; see `docs/export.md`."""

    help = "Write the public site into a folder as files that link to one another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an export")
        parser.add_argument(
            "--warc",
            type=Path,
            metavar="FILE.warc.gz",
            help="write an archive of what was asked and answered, too",
        )
        parser.add_argument(
            "--live",
            default="",
            metavar="ADDRESS",
            help="where search and forms are; PARVIS_BASE_URL without it",
        )
        parser.add_argument(
            "--root", default="/", metavar="PATH", help="the path the host serves the files below"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, say what was done, and end with 1 where a link leads nowhere."""
        if options["warc"] and not options["warc"].name.endswith((".warc.gz", ".warc")):
            raise CommandError("The name of an archive ends with .warc.gz, or with .warc.")
        began = time.monotonic()
        bar = Bar(is_quiet=options["verbosity"] == 0)
        try:
            report = export_site(
                options["folder"],
                Options(options["live"], options["root"], options["warc"]),
                bar,
            )
        except ExportError as error:
            raise CommandError(str(error)) from error
        finally:
            bar.close()
        if options["verbosity"]:
            self._print(report, time.monotonic() - began)
        self._complain(report)
        if not report.is_whole:
            raise CommandError("The export is written, but not whole: see above.")

    def _print(self, report: Report, seconds: float) -> None:
        self.stdout.write(
            f"{report.pages} pages in {seconds:.1f} s: {report.written} files written, "
            f"{report.unchanged} unchanged, {report.removed} removed"
        )
        self.stdout.write(f"Search, forms and what is private stay at {report.live}")
        if report.archived:
            self.stdout.write(f"{report.archived} answers archived")

    def _complain(self, report: Report) -> None:
        for picture in report.unmade:
            self.stderr.write(f"Shown as it was uploaded: picture {picture}")
        for found, holder in report.failed:
            whence = f", linked from {holder}" if holder else ""
            self.stderr.write(f"{found.address} answers {found.status}{whence}")
        for broken in report.broken:
            what = "there is no such place in" if broken.is_fragment else "there is no file"
            self.stderr.write(f"{broken.page}: {broken.link}: {what} {broken.file}")


class Bar:
    """A bar for each part of the work; none where nobody looks."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._bar: Any = None

    def __call__(self, label: str, done: int, known: int) -> None:
        """Show how much of what is known so far is done."""
        if self._bar is None or self._bar.desc != label:
            self.close()
            # None: only where somebody sees it.
            self._bar = tqdm(desc=label, total=known, disable=True if self._is_quiet else None)
            self._bar.desc = label
        self._bar.total = known
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """End the bar."""
        if self._bar is not None:
            self._bar.close()
