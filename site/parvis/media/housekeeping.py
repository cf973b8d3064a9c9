"""What a worker has done is remembered for a while, and no longer."""

from django.core.cache import cache
from django.core.management import call_command
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend

from parvis.media.tasks import BACKEND

DAY = 24 * 60 * 60
DAYS, DAYS_FAILED = 2, 30


def forget_finished() -> None:
    """Once a day, forget the tasks that ended well days ago, and those that failed weeks ago."""
    in_database = isinstance(task_backends[BACKEND], DatabaseBackend)
    if in_database and cache.add("parvis-tasks-forgotten", value=True, timeout=DAY):
        call_command(
            "prune_db_task_results",
            *("--backend", BACKEND, "--queue-name", "*"),
            *("--min-age-days", str(DAYS), "--failed-min-age-days", str(DAYS_FAILED)),
            verbosity=0,
        )
