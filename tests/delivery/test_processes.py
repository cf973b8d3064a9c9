"""A site served by several processes and changed by others, as `make serve` serves it.

The data is made once, and each test leaves the site answering. Workers begin and end alike on every
engine: they are tried on SQLite; what two writers do to one site is tried on both.
"""

import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest

from tests.delivery.acts import CODES
from tests.delivery.databases import copied
from tests.delivery.processes import Site, serving, until
from tests.delivery.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Site]:
    """A site with two workers."""
    data = tmp_path_factory.mktemp("served")
    with django_db_blocker.unblock(), copied(data):
        pass
    with serving(Site(data)) as served:
        yield served


Ask = Callable[[Site], int]
FAR = 0.03  # seconds until what is asked arrives


def rendered(site: Site) -> int:
    """Ask for a page that is kept by nobody, and takes its time."""
    return site.get("/fr/recherche/?q=carnet").status


def far_away(site: Site) -> int:
    """Ask some time after the connection is there, as over a long line."""
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=60)) as connection:
        connection.connect()
        time.sleep(FAR)
        return read(connection, "/fr/blog/", {}).status


def sent(site: Site) -> int:
    """Send a form that lacks what it must have."""
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=60)) as connection:
        return read(connection, "/fr/contact/", {}, "POST").status


class Reader(threading.Thread):
    """Asks without pause, over a connection for each answer."""

    def __init__(self, site: Site, ask: Ask) -> None:
        super().__init__()
        self.site, self.ask = site, ask
        self.answers: Counter[Any] = Counter()
        self.is_over = threading.Event()

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.is_over.is_set():
            try:
                self.answers[self.ask(self.site)] += 1
            except (OSError, HTTPException) as error:
                self.answers[repr(error)] += 1


class FaithfulReader(Reader):
    """Asks over one connection, as browsers do: where it is closed, once more over another."""

    def run(self) -> None:
        """Ask until told to stop."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        while not self.is_over.is_set():
            try:
                self.answers[read(connection, "/fr/blog/", {}).status] += 1
            except (OSError, HTTPException):
                connection.close()
                connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
                try:
                    self.answers[read(connection, "/fr/blog/", {}).status] += 1
                except (OSError, HTTPException) as error:
                    self.answers[repr(error)] += 1
        connection.close()


def test_new_workers_take_over_without_a_lost_request(site: Site) -> None:
    before = site.workers()
    assert len(before) == 2
    asked: list[Ask] = [lambda site: site.get("/fr/blog/").status, rendered, *[far_away] * 8, sent]
    usual = [ask(site) for ask in asked]
    assert set(usual[:-1]) == {200}
    assert usual[-1] < 500
    readers = [*(Reader(site, ask) for ask in asked), FaithfulReader(site, asked[0])]
    for reader in readers:
        reader.start()
    assert site.server is not None
    site.server.send_signal(signal.SIGHUP)
    try:
        until(lambda: len(site.workers()) == 2 and not set(before) & set(site.workers()))
        then = [sum(reader.answers.values()) for reader in readers]
        until(
            lambda: all(
                sum(reader.answers.values()) > read_then + 5
                for reader, read_then in zip(readers, then, strict=True)
            )
        )
    finally:
        for reader in readers:
            reader.is_over.set()
            reader.join()
    assert [set(reader.answers) for reader in readers] == [{one} for one in (*usual, 200)]


def test_static_files_are_compressed_and_kept_for_ever(site: Site) -> None:
    page = site.get("/fr/").body.decode()
    found = re.search(r'<link rel="stylesheet" href="(/static/[^"]+\.[0-9a-f]{8,}\.css)"', page)
    assert found, page[:2_000]
    sizes = []
    for encoding in ("br", "gzip", ""):
        given = site.get(found[1], **({"Accept-Encoding": encoding} if encoding else {}))
        assert given.status == 200
        assert given.headers.get("Content-Encoding", "") == encoding
        assert "immutable" in given.headers["Cache-Control"]
        sizes.append(int(given.headers["Content-Length"]))
    assert sizes == sorted(sizes)


def test_a_worker_that_is_killed_is_replaced(site: Site) -> None:
    before = site.workers()
    os.kill(before[0], signal.SIGKILL)
    until(lambda: before[0] not in site.workers() and len(site.workers()) == 2)
    assert {given.status for given in site.ask_all("/live/")} == {200}


def test_what_a_process_was_killed_before_it_told_is_shown(site: Site) -> None:
    def titles() -> str:
        return "".join(
            given.body.decode() for code in CODES for given in site.ask_all(f"/{code}/blog/")
        )

    assert "Mots 3000" not in titles()
    with site.writer() as writer:
        writer.begin("killed", 3_000)
        assert writer.process.wait() == -signal.SIGKILL
    until(lambda: titles().count("Mots 3000") == 2)


@pytest.mark.parametrize("command", ["run_schedule", "run_background"])
def test_what_runs_beside_the_server_is_started_again(site: Site, command: str) -> None:
    until(lambda: site.pids(command))
    (before,) = site.pids(command)
    os.kill(before, signal.SIGKILL)
    until(lambda: site.pids(command) not in ([], [before]))
