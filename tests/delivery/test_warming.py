"""What was read most is rendered ahead after a restart."""

from pathlib import Path
from typing import Any

import pytest

from parvis.delivery import warming
from parvis.delivery.answers import Answer
from parvis.delivery.store import Store
from parvis.delivery.warming import Warmer, note, noted, warm

FIRST = ("https", "blog.example.org", "/fr/", "")
SECOND = ("https", "blog.example.org", "/en/blog/", "page=2")


def answer(address: tuple[str, ...], reads: int) -> Answer:
    """Make an answer that was read so often."""
    return Answer(address, {"": ([], b"x")}, "", (), until=0.0, reads=reads)


def test_the_most_read_are_noted_first_and_what_nobody_read_is_not(tmp_path: Path) -> None:
    store = Store(10**6)
    store.put(answer(SECOND, 3))
    store.put(answer(FIRST, 9))
    store.put(answer(("https", "blog.example.org", "/fr/seul/", ""), 0))
    note(store, tmp_path / "read.json")
    assert noted(tmp_path / "read.json") == [FIRST, SECOND]
    assert [path.name for path in tmp_path.iterdir()] == ["read.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '[["a"]]', "null"])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "read.json").write_text(text)
    assert noted(tmp_path / "read.json") == []


def test_pages_are_asked_for_as_by_a_reader_and_one_that_fails_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warming, "REST", 0.0)
    asked: list[Any] = []

    def site(environ: dict[str, Any], start: Any) -> list[bytes]:
        asked.append((environ["PATH_INFO"], environ["QUERY_STRING"], environ["HTTP_FORWARDED"]))
        if len(asked) == 1:
            raise ValueError("broken")
        return [b""]

    warm(site, [FIRST, SECOND], secure=("HTTP_FORWARDED", "https"))
    assert asked == [("/fr/", "", "https"), ("/en/blog/", "page=2", "https")]
    assert "/fr/" in caplog.text


def test_a_process_leaves_its_note_for_the_next(tmp_path: Path) -> None:
    store = Store(10**6)
    warmer = Warmer(lambda environ, start: [], store, tmp_path / "read.json", None)
    warmer.start()
    store.put(answer(FIRST, 1))
    warmer.close()
    warmer.join(10)
    assert noted(tmp_path / "read.json") == [FIRST]


def test_a_process_that_served_nothing_keeps_the_note_of_the_last(tmp_path: Path) -> None:
    (tmp_path / "read.json").write_text('[["https", "blog.example.org", "/fr/", ""]]')
    warmer = Warmer(lambda environ, start: [], Store(10), tmp_path / "read.json", None)
    warmer.close()
    assert noted(tmp_path / "read.json") == [FIRST]
