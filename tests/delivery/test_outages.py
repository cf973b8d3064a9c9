"""While the database does not answer, pages that are kept are sent, and nobody waits for others."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parvis.delivery import cache as module
from tests.delivery.fronts import TEXT, Front, meanwhile


def test_kept_pages_outlive_the_database(tmp_path: Path) -> None:
    front = Front(tmp_path, seconds=0.0)  # every page is old at once
    front.ask()
    front.site.is_down = True
    assert front.ask().body == TEXT
    assert front.ask().status == 200
    assert len(front.site.asked) == 2  # it is left in peace for a while


def test_other_pages_say_that_it_is_down_and_nobody_waits_for_it(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    front.ask("/fr/a/")
    front.site.is_down = True
    assert front.ask("/fr/b/").status == 503
    assert front.ask("/fr/c/").body == b"Back in a moment"
    assert len(front.site.asked) == 2  # the second was answered from memory
    assert front.ask("/fr/a/").is_hit
    assert front.ask("/en/c/").status == 503
    assert len(front.site.asked) == 3  # another language has words of its own
    front.site.is_down = False
    monkeypatch.setattr(module.time, "monotonic", lambda: now + module.RESPITE + 1)
    assert front.ask("/fr/b/").body == TEXT


@pytest.fixture
def pass_time(front: Front, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """An outage one reader has met: sets the clock to so many respites after that."""
    met = time.monotonic()
    monkeypatch.setattr(module.time, "monotonic", lambda: met)
    front.site.is_down = True
    assert front.ask("/fr/a/").status == 503

    def at(respites: float) -> None:
        clock = met + respites * module.RESPITE
        monkeypatch.setattr(module.time, "monotonic", lambda: clock)

    return at


def test_those_who_keep_asking_do_not_put_off_the_one_who_asks_again(
    front: Front, pass_time: Callable[[float], None]
) -> None:
    front.site.is_down = False
    for respites in (0.4, 0.8):
        pass_time(respites)
        assert front.ask("/fr/b/").status == 503
    pass_time(1.1)
    assert front.ask("/fr/b/").body == TEXT


def test_one_reader_at_a_time_asks_whether_the_database_is_back(
    front: Front, pass_time: Callable[[float], None]
) -> None:
    pass_time(1.1)
    others: list[int] = []
    # While the one waits for a connection, another reader of the language comes.
    ask_database = front.site.__call__

    def waiting(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        others.append(meanwhile(lambda: front.ask("/fr/c/").status))
        return ask_database(environ, start)

    front.cache.application = waiting
    assert front.ask("/fr/b/").status == 503
    assert others == [503]
    assert front.site.asked == ["GET /fr/a/", "GET /fr/b/"]
    # It is left in peace again, until it is known to be back.
    assert front.ask("/fr/c/").status == 503
    pass_time(3)
    front.cache.application, front.site.is_down = front.site, False
    assert [front.ask(path).body for path in ("/fr/b/", "/fr/c/")] == [TEXT, TEXT]
