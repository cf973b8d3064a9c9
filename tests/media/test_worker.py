"""What waits in the background: kept in the database, done by a worker, forgotten in time."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command, load_command_class
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from blog.tasks import relate_with_nearest
from parvis.media.housekeeping import DAYS, DAYS_FAILED, forget_finished
from parvis.media.models import Picture
from parvis.media.tasks import BACKEND, make_renditions
from parvis.pages.rounds import registered_rounds
from parvis.settings import base
from tests import factories
from tests.media.drawing import encoded, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def _waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let tasks wait in the database, as on a site."""
    with monkeypatch.context() as patch:
        patch.setitem(task_backends.settings, BACKEND, base.TASKS[BACKEND])
        patch.delitem(task_backends._connections.__dict__, BACKEND, raising=False)
        if hasattr(task_backends._connections, BACKEND):
            del task_backends[BACKEND]
        yield
    del task_backends[BACKEND]


def worker() -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )


@pytest.mark.usefixtures("_waiting")
def test_a_publication_leaves_its_pictures_to_a_worker(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cover = picture(encoded((300, 200)))
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.article("Le pont", cover=cover, cover_alt="Un pont")
    assert not cover.renditions.exists()
    pictures = DBTaskResult.objects.filter(task_path=make_renditions.module_path)
    waiting, related = DBTaskResult.objects.ready()
    assert waiting in pictures
    assert related.task_path == relate_with_nearest.module_path
    worker().run_task(waiting)
    assert cover.renditions.count() > 0
    assert DBTaskResult.objects.successful().count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not pictures.ready().exists()


@pytest.mark.usefixtures("_waiting")
def test_a_failure_is_kept_with_its_reason_and_stops_no_worker() -> None:
    broken, gone, sound = (picture(encoded((300, 200))) for _number in range(3))
    Path(broken.file.path).unlink()
    for known in (broken, gone, sound):
        make_renditions.enqueue(known.pk, ["body"])
    Picture.objects.filter(pk=gone.pk).delete()
    for waiting in list(DBTaskResult.objects.ready()):
        worker().run_task(waiting)
    [failed] = DBTaskResult.objects.failed()
    assert "No such file" in failed.traceback
    assert DBTaskResult.objects.successful().count() == 2
    assert sound.renditions.count() == 3


@pytest.mark.usefixtures("_waiting")
def test_what_was_done_is_forgotten_in_time_and_what_waits_is_not() -> None:
    known = picture(encoded((300, 200)))
    for _number in range(5):
        make_renditions.enqueue(known.pk, ["body"])
    now = timezone.now()
    old, failed, recent, failed_long_ago, waiting = DBTaskResult.objects.all()
    for row, status, days in (
        (old, "SUCCESSFUL", DAYS + 1),
        (failed, "FAILED", DAYS + 1),
        (recent, "SUCCESSFUL", DAYS - 1),
        (failed_long_ago, "FAILED", DAYS_FAILED + 1),
    ):
        ended = now - timedelta(days=days)
        DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=ended)
    forget_finished()
    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert left == {failed.pk, recent.pk, waiting.pk}
    assert forget_finished in registered_rounds()
    DBTaskResult.objects.filter(pk=recent.pk).update(finished_at=now - timedelta(days=99))
    forget_finished()
    assert DBTaskResult.objects.count() == 3
    cache.clear()
    forget_finished()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.usefixtures("_waiting")
def test_the_worker_takes_what_is_ours_by_itself() -> None:
    command = load_command_class("parvis.media", "run_background")
    options = command.create_parser("manage.py", "run_background").parse_args([])
    assert (options.backend_name, options.queue_name) == (BACKEND, "*")
    assert not options.until_input_ends


def test_there_is_no_worker_where_everything_is_done_at_once() -> None:
    with pytest.raises(CommandError, match="not a database backend"):
        call_command("run_background")
