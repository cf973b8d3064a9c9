"""`manage.py check_pages`: check every published page, as each publication does for its own."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.writing.recording import record_all


class Command(BaseCommand):
    """Run once where pages were published before checks existed, and after an upgrade."""

    help = "Check the accessibility of every published page's content."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say how much was found."""
        pages, findings = record_all()
        self.stdout.write(f"{pages} pages checked, {findings} findings")
