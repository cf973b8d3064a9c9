"""Processes of one machine tell each other what changed."""

import multiprocessing
from pathlib import Path

import pytest

from parvis.delivery import changes as module
from parvis.delivery.changes import Changes


class Reader:
    """A process's view of the log, with what it was told."""

    def __init__(self, folder: Path) -> None:
        self.told: list[frozenset[str]] = []
        self.changes = Changes(folder, self.told.append)


def test_another_process_is_behind_until_it_reads_on(tmp_path: Path) -> None:
    one, other = Reader(tmp_path), Reader(tmp_path)
    assert not other.changes.is_behind
    one.changes.tell({"page:1", "articles"})
    assert one.told == [{"page:1", "articles"}]
    assert other.changes.is_behind
    other.changes.catch_up()
    assert other.told == one.told
    assert not other.changes.is_behind


def test_a_process_is_behind_until_all_it_read_is_applied(tmp_path: Path) -> None:
    """Another thread of it would send meanwhile what is about to be dropped."""
    seen: list[bool] = []
    other = Changes(tmp_path, lambda _keys: seen.append(other.is_behind))
    for number in range(2):
        Reader(tmp_path).changes.tell({f"page:{number}"})
    other.catch_up()
    assert seen == [True, True]
    assert not other.is_behind
    other.tell({"page:3"})
    assert seen == [True, True, True]
    assert not other.is_behind


def test_what_was_told_before_a_process_began_is_not_told_to_it(tmp_path: Path) -> None:
    Reader(tmp_path).changes.tell({"page:1"})
    late = Reader(tmp_path)
    late.changes.catch_up()
    assert late.told == []


def test_a_render_that_overlaps_a_change_of_what_it_shows_is_known(tmp_path: Path) -> None:
    one, other = Reader(tmp_path), Reader(tmp_path)
    began = other.changes.catch_up()
    assert not other.changes.overlaps(began, {"page:1"})
    one.changes.tell({"page:2"})
    assert not other.changes.overlaps(began, {"page:1"})
    one.changes.tell({"page:1"})
    assert other.changes.overlaps(began, {"page:1"})
    assert not other.changes.overlaps(other.changes.catch_up(), {"page:1"})


def test_one_that_began_longer_ago_than_is_remembered_overlaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    one = Reader(tmp_path)
    began = one.changes.catch_up()
    for number in range(3):
        one.changes.tell({f"page:{number}"})
    assert one.changes.overlaps(began, {"page:99"})


def test_everything_overlaps_with_anything(tmp_path: Path) -> None:
    one = Reader(tmp_path)
    began = one.changes.catch_up()
    one.changes.tell({"*"})
    assert one.changes.overlaps(began, {"page:1"})


def test_a_log_that_began_anew_drops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_LOG", 10)
    one, other = Reader(tmp_path), Reader(tmp_path)
    one.changes.tell({"page:1"})
    one.changes.tell({"page:2"})
    other.changes.catch_up()
    assert frozenset({"*"}) in other.told
    one.changes.tell({"page:3"})
    other.changes.catch_up()
    assert not other.changes.is_behind


def test_a_log_that_cannot_be_read_drops_everything(tmp_path: Path) -> None:
    one, other = Reader(tmp_path), Reader(tmp_path)
    one.changes.tell({"page:1"})
    (tmp_path / "changes.log").write_bytes(b"\xff" * 12)
    other.changes.catch_up()
    assert other.told == [{"*"}]


def _tell(folder: str, number: int) -> None:
    changes = Changes(Path(folder), lambda keys: None)
    for at in range(50):
        changes.tell({f"page:{number}-{at}"})


def test_processes_that_tell_at_once_lose_nothing(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_tell, args=(str(tmp_path), n)) for n in range(3)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        reader.changes.catch_up()
    reader.changes.catch_up()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    told = {key for keys in reader.told for key in keys}
    assert told == {f"page:{number}-{at}" for number in range(3) for at in range(50)}
