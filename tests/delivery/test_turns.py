"""Pages are rendered one at a time, so that those from memory wait for one turn at most."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from parvis.delivery import cache as module
from tests.delivery.fronts import Front

Asked = list[tuple[str, dict[str, str]]]


class Slow:
    """A site that renders until it is let go, and counts how many pages it renders at a time."""

    def __init__(self, site: Any) -> None:
        self.site = site
        self.may_end = threading.Event()
        self.has_begun = threading.Semaphore(0)
        self.at_once = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Any, start: Any) -> Any:
        """Answer once it is let go."""
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.has_begun.release()
        assert self.may_end.wait(30)
        with self._lock:
            self.at_once -= 1
        return self.site(environ, start)


@pytest.fixture(name="slow")
def _slow(front: Front) -> Iterator[Slow]:
    front.ask("/fr/")
    slow = Slow(front.site)
    front.cache.application = slow
    yield slow
    slow.may_end.set()


def begin(front: Front, *asked: tuple[str, dict[str, str]]) -> list[threading.Thread]:
    """Ask for all of these at once."""
    threads = [
        threading.Thread(target=front.ask, args=[address], kwargs=headers, daemon=True)
        for address, headers in asked
    ]
    for thread in threads:
        thread.start()
    return threads


def test_one_page_is_rendered_at_a_time_and_others_are_sent_meanwhile(
    front: Front, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TURN", 30)
    kept: Asked = [(f"/fr/{number}/", {}) for number in range(4)]
    never_kept: Asked = [(f"/fr/?q={number}", {}) for number in range(4)]
    threads = begin(front, *kept, *never_kept)
    assert slow.has_begun.acquire(timeout=30)
    assert not slow.has_begun.acquire(timeout=0.2)
    assert front.ask("/fr/").is_hit
    slow.may_end.set()
    for thread in threads:
        thread.join(30)
    assert slow.most == 1
    assert all(front.ask(address).is_hit for address, _headers in kept)


def test_a_page_that_takes_long_holds_up_no_other(
    front: Front, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TURN", 0.01)
    threads = begin(front, *((f"/fr/{number}/", {}) for number in range(3)))
    for _number in range(3):
        assert slow.has_begun.acquire(timeout=30)
    slow.may_end.set()
    for thread in threads:
        thread.join(30)
    monkeypatch.setattr(module, "TURN", 30)
    assert front.ask("/fr/again/").status == 200, "the turn was given back once"


def test_whoever_edits_and_whoever_watches_the_site_waits_for_nobody(
    front: Front, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TURN", 30)
    begin(front, ("/fr/0/", {}))
    assert slow.has_begun.acquire(timeout=30)
    begin(front, ("/admin/", {}), ("/fr/", {"HTTP_COOKIE": "sessionid=abc"}))
    for _number in range(2):
        assert slow.has_begun.acquire(timeout=30)


def test_a_page_that_fails_gives_its_turn_back(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(environ: Any, start: Any) -> Any:
        raise LookupError

    monkeypatch.setattr(module, "TURN", 30)
    site, front.cache.application = front.site, fail
    for number in range(3):
        with pytest.raises(LookupError):
            front.ask(f"/fr/{number}/")
    front.cache.application = site
    assert front.ask("/fr/").status == 200
