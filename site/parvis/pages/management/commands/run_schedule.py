"""`manage.py run_schedule`: publish on time, where no cron does, and whatever else is due."""

import logging
import select
import sys
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from parvis.pages.rounds import registered_rounds

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run Wagtail's `publish_scheduled` and the registered rounds every minute, in one process."""

    help = "Publish what is scheduled, and do what else is due, every minute, until interrupted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept how often, and when to end."""
        parser.add_argument("--seconds", type=float, default=60, help="between two rounds")
        parser.add_argument(
            "--until-input-ends",
            action="store_true",
            help="end when standard input closes, as it does when whoever started this dies",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run round after round. A database that is away for a while only delays one."""
        try:
            while True:
                try:
                    close_old_connections()
                    call_command("publish_scheduled", stdout=self.stdout)
                except DatabaseError:
                    logger.exception(
                        "Nothing was published on this round; the next one tries again"
                    )
                self._do_rounds()
                if self._wait(options["seconds"], until_input_ends=options["until_input_ends"]):
                    return
        except KeyboardInterrupt:
            return

    def _do_rounds(self) -> None:
        """Do what the parts of the house registered; one that fails does not stop the others."""
        for function in registered_rounds():
            try:
                function()
            except Exception:
                logger.exception("A round failed: %r; the next one tries again", function)

    def _wait(self, seconds: float, *, until_input_ends: bool) -> bool:
        """Wait, and return whether it is time to end."""
        if not until_input_ends:
            time.sleep(seconds)
            return False
        readable, _, _ = select.select([sys.stdin], [], [], seconds)
        return bool(readable) and not sys.stdin.read(1)
