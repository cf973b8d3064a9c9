"""A network in front of the site is told of the pages that change."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.contrib.frontend_cache.utils import get_backends

from parvis.delivery import networks as module
from parvis.delivery.answers import Answer
from parvis.delivery.changes import Changes
from parvis.delivery.networks import Networks, url_of
from parvis.delivery.store import Store
from parvis.settings.networks import networks
from tests.delivery.processes import until

BRIDGE = ("https", "blog.example.org", "/fr/blog/le-pont/", "")
SECOND = ("https", "blog.example.org", "/fr/blog/", "page=2")


class Network:
    """A server that writes down what it is asked to forget, and answers what it is told to."""

    def __init__(self) -> None:
        self.purged: list[tuple[str, str]] = []
        self.statuses: list[int] = []
        self.released = threading.Event()
        self.released.set()
        network = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                network.released.wait(10)
                network.purged.append((self.headers["Host"], self.path))
                self.send_response(network.statuses.pop(0) if network.statuses else 200)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def network() -> Iterator[Network]:
    found = Network()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.released.set()
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.01)


@pytest.fixture
def store() -> Store:
    """A store with two pages."""
    store = Store(10**6)
    for address, key in ((BRIDGE, "page:1"), (SECOND, "page:2")):
        store.put(Answer(address, {"": ([], b"x")}, "", (key,), until=0.0))
    return store


@pytest.fixture
def telling(store: Store, network: Network, tmp_path: Path) -> Iterator[Networks]:
    """What tells the network, as it runs beside a server."""
    made = Networks(store, Changes(tmp_path, store.drop), get_backends(networks(network.url)))
    made.start()
    yield made
    made.close()
    made.join(10)


def test_what_another_process_changed_is_told_without_a_reader(
    telling: Networks, network: Network, tmp_path: Path
) -> None:
    Changes(tmp_path, lambda keys: None).tell({"page:1"})
    until(lambda: network.purged)
    assert network.purged == [("blog.example.org", "/fr/blog/le-pont/")]


def test_everything_is_told_of_everything_with_its_query(
    telling: Networks, network: Network
) -> None:
    telling.changes.tell({"*"})
    until(lambda: len(network.purged) == 2)
    assert ("blog.example.org", "/fr/blog/?page=2") in network.purged


def test_what_failed_is_told_again(
    telling: Networks, network: Network, caplog: pytest.LogCaptureFixture
) -> None:
    network.statuses = [503, 200]
    telling.changes.tell({"page:1"})
    until(lambda: len(network.purged) == 2)
    assert "did not forget" in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("status", [302, 405, 500])
def test_one_that_refuses_is_logged_and_stops_nothing(
    telling: Networks, network: Network, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    network.statuses = [status] * module.ATTEMPTS
    telling.changes.tell({"page:1"})
    until(lambda: "keeps 1 changed pages" in caplog.text)
    telling.changes.tell({"page:2"})
    until(lambda: ("blog.example.org", "/fr/blog/?page=2") in network.purged)


def test_one_that_had_not_the_page_has_nothing_to_forget(
    telling: Networks, network: Network, caplog: pytest.LogCaptureFixture
) -> None:
    network.statuses = [404]
    telling.changes.tell({"page:1"})
    telling.changes.tell({"page:2"})
    until(lambda: len(network.purged) == 2)
    assert caplog.text == ""


def test_one_that_does_not_answer_holds_up_nobody(
    telling: Networks,
    network: Network,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 0.5)
    network.released.clear()
    telling.changes.tell({"page:1"})  # returns, though nobody has answered
    assert network.purged == []
    until(lambda: "keeps 1 changed pages" in caplog.text)


def test_no_more_is_remembered_than_fits(
    store: Store, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    made = Networks(store, Changes(tmp_path, store.drop), get_backends(networks(network.url)))
    store.drop({"*"})
    made.tell()
    assert network.purged == [("blog.example.org", "/fr/blog/?page=2")]
    assert "1 changed pages stay" in caplog.text


def test_an_address_is_written_as_readers_ask_for_it() -> None:
    path = "/fr/blog/été/".encode().decode("latin-1")
    assert url_of(("https", "x.org", path, "")) == "https://x.org/fr/blog/%C3%A9t%C3%A9/"
    assert url_of(SECOND) == "https://blog.example.org/fr/blog/?page=2"


def test_without_an_address_nobody_is_told_and_one_that_is_none_is_refused() -> None:
    assert get_backends(networks("")) == {}
    with pytest.raises(ImproperlyConfigured, match="PARVIS_PURGE_URL"):
        networks("127.0.0.1:6081")
