"""`manage.py run_background`: do what waits in the background, such as making pictures."""

import os
import signal
import sys
import threading
from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands import db_worker

from parvis.media.tasks import BACKEND

NICE = 10  # readers come first


class Command(db_worker.Command):
    """The worker of django-tasks-db on our queue. As many may run as there is work for."""

    help = "Do what waits in the background, until interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept what the worker does, on the queue that ours are in."""
        super().add_arguments(parser)
        parser.set_defaults(backend_name=BACKEND, queue_name="*", reload=False)
        parser.add_argument(
            "--until-input-ends",
            action="store_true",
            help="end when standard input closes, as it does when whoever started this dies",
        )

    def handle(self, **options: Any) -> None:
        """Work, after whatever else the machine has to do."""
        os.nice(NICE)
        if options.pop("until_input_ends"):
            threading.Thread(target=_end_with_input, daemon=True).start()
        super().handle(**options)


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
