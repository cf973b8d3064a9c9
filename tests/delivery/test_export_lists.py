"""What an export knows of addresses and files is looked up in files, whatever their number."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from parvis.delivery.export.ledger import Found, Ledger
from parvis.delivery.export.manifest import Manifest

FEW, MANY = 1_000, 10_000


def test_addresses_are_asked_in_the_order_they_were_seen_each_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    for address, holder in (("/", ""), ("/a/", "/"), ("/", "/a/"), ("/b/", "/a/")):
        ledger.want(address, holder)
    asked = []
    for number, address in ledger.waiting():
        asked.append((number, address))
        if address == "/a/":
            ledger.want("/c/", "/a/")
            ledger.want("/a/", "/c/")
    assert asked == [(1, "/"), (2, "/a/"), (3, "/b/"), (4, "/c/")]
    assert (ledger.known, ledger.asked) == (4, 4)
    assert list(ledger.waiting()) == []
    ledger.want("/d/", "/c/")
    assert list(ledger.waiting()) == [(5, "/d/")], "it goes on where it ended"
    assert [ledger.holder(address) for address in ("/", "/b/", "/none/")] == ["", "/a/", ""]


def test_what_an_address_answered_is_given_as_it_is_now(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    for number in range(1_200):
        ledger.want(f"/{number}/", "")
        ledger.keep(Found(f"/{number}/", 200, "text/html", number=number))
    ledger.want("/later/", "")
    assert ledger.get("/7/") == Found("/7/", 200, "text/html", number=7)
    assert ledger.get("/later/") is None
    assert ledger.get("/never/") is None
    for found in ledger:
        found.file = f"{found.number}.html"
        ledger.keep(found)
    assert [found.file for found in ledger] == [f"{number}.html" for number in range(1_200)]
    assert ledger.get("/7/") == Found("/7/", 200, "text/html", number=7, file="7.html")


def test_a_name_is_taken_once_as_a_file_or_as_a_folder(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.take("a/b/index.html")
    taken = ["a/b/index.html", "A/B/Index.html", "a/b", "a", "a/b/index.html/c.html"]
    assert [ledger.take(name) for name in taken] == [False] * 5
    assert [ledger.take(name) for name in ("a/b/other.html", "a/c", "b")] == [True] * 3
    assert not ledger.take("a/c/index.html"), "a file is no folder"


def test_a_list_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    first = Manifest(tmp_path / "first")
    files = {f"fr/été-{number}.html": {"address": f"/{number}/", "size": number} for number in
             range(1_200)}  # fmt: skip
    for file, entry in files.items():
        first.put(file, entry)
    first.write(path, is_done=True)
    assert json.loads(path.read_text(encoding="utf-8"))["files"] == files, "as any program reads it"
    second = Manifest(tmp_path / "second")
    second.read(path)
    assert {file: second.before(file) for file in files} == files
    assert list(second.gone()) == sorted(files)
    second.put("fr/été-7.html", {"address": "/7/"})
    second.leave({"/8/"})
    assert list(second) == ["fr/été-7.html", "fr/été-8.html"]
    assert len(list(second.gone())) == 1_198
    # While it works, the list has what was there and what is to be.
    second.expect(["fr/neuf.html", "fr/été-9.html"])
    second.write(path, is_done=False)
    listed = json.loads(path.read_text(encoding="utf-8"))["files"]
    assert listed == files | {"fr/neuf.html": {}}


def test_a_list_of_none_is_one(tmp_path: Path) -> None:
    Manifest(tmp_path / "first").write(tmp_path / "manifest.json", is_done=True)
    again = Manifest(tmp_path / "second")
    again.read(tmp_path / "manifest.json")
    assert list(again.gone()) == []


def test_a_list_that_an_earlier_version_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    files = {"index.html": {"address": "/", "digest": "d", "size": 3, "time": 1.5}}
    path.write_text(json.dumps({"files": files, "made": "2026", "version": 1}, indent=0))
    manifest = Manifest(tmp_path / "files")
    manifest.read(path)
    assert manifest.before("index.html") == files["index.html"]


def test_a_list_whose_end_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    manifest = Manifest(tmp_path / "first")
    manifest.put("index.html", {"address": "/"})
    manifest.put("other.html", {"address": "/other/"})
    manifest.write(path, is_done=True)
    lines = path.read_text().splitlines()
    for number in range(len(lines)):
        path.write_text("\n".join(lines[:number]))
        with pytest.raises(ValueError, match=r"end is missing|Expecting value"):
            Manifest(tmp_path / f"{number}").read(path)


def addresses(folder: Path, number: int) -> None:
    ledger = Ledger(folder / f"ledger-{number}")
    for each in range(number):
        ledger.want(f"/fr/blog/article-{each}/", "/sitemap.xml")
    for each, address in ledger.waiting():
        ledger.keep(Found(address, 200, "text/html", f"{each:064}", each, f"{address}index.html"))
    assert sum(1 for _found in ledger) == number


def listed(folder: Path, number: int) -> None:
    manifest, path = Manifest(folder / f"files-{number}"), folder / f"{number}.json"
    for each in range(number):
        manifest.put(
            f"fr/blog/{each}/index.html", {"address": f"/{each}/", "digest": f"{each:064}"}
        )
    manifest.write(path, is_done=True)
    again = Manifest(folder / f"again-{number}")
    again.read(path)
    assert sum(1 for _file in again.gone()) == number


@pytest.mark.parametrize("work", [addresses, listed])
def test_memory_does_not_grow_with_their_number(
    tmp_path: Path, work: Callable[[Path, int], None]
) -> None:
    peaks = []
    work(tmp_path, 10)
    for number in (FEW, MANY):
        gc.collect()
        tracemalloc.start()
        work(tmp_path, number)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
