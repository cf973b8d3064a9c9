"""A site served by several processes and changed by others, as `make serve` serves it.

The data is made once, and each test leaves the site answering.
"""

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

import pytest

from tests.delivery.databases import empty
from tests.delivery.processes import Site, serving, until

# Whoever is marked so is run on both engines; the database of the tests themselves is not asked.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with two workers."""
    data = tmp_path_factory.mktemp("served")
    with empty() as database, serving(Site(data, database)) as served:
        yield served


class Reader(threading.Thread):
    """Reads without pause, over a connection for each page."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.answers: Counter[Any] = Counter()
        self.is_over = threading.Event()

    def run(self) -> None:
        """Read until told to stop."""
        while not self.is_over.is_set():
            try:
                self.answers[self.site.get("/fr/blog/").status] += 1
            except (OSError, HTTPException) as error:
                self.answers[repr(error)] += 1


def test_new_workers_take_over_without_a_lost_request(site: Site) -> None:
    before = site.workers()
    assert len(before) == 2
    readers = [Reader(site) for _time in range(4)]
    for reader in readers:
        reader.start()
    assert site.server is not None
    site.server.send_signal(signal.SIGHUP)
    try:
        until(lambda: len(site.workers()) == 2 and not set(before) & set(site.workers()))
        read_then = sum(sum(reader.answers.values()) for reader in readers)
        until(lambda: sum(sum(reader.answers.values()) for reader in readers) > read_then + 20)
    finally:
        for reader in readers:
            reader.is_over.set()
            reader.join()
    answers = sum((reader.answers for reader in readers), Counter())
    assert set(answers) == {200}, answers


def test_a_worker_that_is_killed_is_replaced(site: Site) -> None:
    before = site.workers()
    os.kill(before[0], signal.SIGKILL)
    until(lambda: before[0] not in site.workers() and len(site.workers()) == 2)
    assert {given.status for given in site.ask_all("/live/")} == {200}


@pytest.mark.parametrize("command", ["run_schedule", "run_background"])
def test_what_runs_beside_the_server_is_started_again(site: Site, command: str) -> None:
    until(lambda: site.pids(command))
    (before,) = site.pids(command)
    os.kill(before, signal.SIGKILL)
    until(lambda: site.pids(command) not in ([], [before]))
