"""A process that is killed between a commit and what it would have told of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.contrib.redirects.models import Redirect

from parvis.delivery import unfinished as module
from parvis.delivery import writes
from parvis.delivery.unfinished import Unfinished, Watch
from tests.tools import PROJECT

SCRIPT = """
import sys, time
from pathlib import Path
from parvis.delivery.unfinished import Unfinished
notes = Unfinished(Path(sys.argv[1]))
for act in sys.argv[2:]:
    getattr(notes, act)()
print("done", flush=True)
if sys.argv[-1] != "close":
    time.sleep(600)
"""
Start = Callable[..., "subprocess.Popen[str]"]


def start(folder: Path, *acts: str) -> "subprocess.Popen[str]":
    """Start a process that does this to its notes, then waits to be killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), *acts],
        env=os.environ | {"PYTHONPATH": str(PROJECT / "site")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_who_dies_while_it_changes_something_is_noticed_once(tmp_path: Path) -> None:
    process = start(tmp_path, "begin", "begin", "end")
    assert not Unfinished(tmp_path).has_died()
    kill(process)
    assert Unfinished(tmp_path).has_died()
    assert not Unfinished(tmp_path).has_died()
    assert list(tmp_path.iterdir()) == []


def test_who_dies_after_it_told_is_no_loss(tmp_path: Path) -> None:
    kill(start(tmp_path, "begin", "end"))
    assert not Unfinished(tmp_path).has_died()
    assert list(tmp_path.iterdir()) == []


def test_who_ends_by_itself_leaves_nothing(tmp_path: Path) -> None:
    start(tmp_path, "begin", "end", "close").communicate()
    assert list(tmp_path.iterdir()) == []


def test_who_ends_without_having_told_is_noticed(tmp_path: Path) -> None:
    start(tmp_path, "begin", "close").communicate()
    assert Unfinished(tmp_path).has_died()


def test_what_it_does_itself_is_no_death(tmp_path: Path) -> None:
    notes = Unfinished(tmp_path)
    notes.begin()
    assert not notes.has_died()
    notes.end()
    assert not notes.has_died()


def test_it_is_told_again_where_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    kill(start(tmp_path, "begin"))
    has_told, tries = Event(), []

    def tell() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise DatabaseError("gone")
        has_told.set()

    watch = Watch(Unfinished(tmp_path), tell)
    watch.start()
    assert has_told.wait(60)
    watch.close()
    watch.join(60)
    assert len(tries) == 3


class Noted:
    """Counts what is under way."""

    def __init__(self) -> None:
        self.under_way = 0
        self.most = 0

    def begin(self) -> None:
        """Count one more."""
        self.under_way += 1
        self.most = max(self.most, self.under_way)

    def end(self) -> None:
        """Count one less."""
        self.under_way -= 1


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    found = Noted()
    monkeypatch.setattr(writes, "_notes", [found])
    monkeypatch.setattr(connection, writes.ATTRIBUTE, None, raising=False)
    return found


@pytest.mark.django_db
def test_it_is_noted_from_before_a_change_until_it_is_told(
    noted: Noted, django_capture_on_commit_callbacks: Any
) -> None:
    seen = []
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            Redirect.objects.create(old_path="/vieux", redirect_link="/neuf")
            Redirect.objects.create(old_path="/ancien", redirect_link="/neuf")
        seen.append(noted.under_way)
    assert seen == [1]
    assert (noted.under_way, noted.most) == (0, 1)


@pytest.mark.django_db
def test_what_changes_no_row_leaves_nothing_under_way(noted: Noted) -> None:
    Redirect.objects.filter(old_path="/nulle-part").update(redirect_link="/neuf")
    assert (noted.under_way, noted.most) == (0, 1)
