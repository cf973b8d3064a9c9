"""An export after the first: what changed is written, what is gone is removed, and no more."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import ArticlePage
from parvis.delivery.export import crawl as crawling
from parvis.delivery.export.folder import Folder
from tests import factories
from tests.conftest import Prepare
from tests.delivery.export import BASE, files, listed, run, run_anyway, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PAGE = "fr/blog/un-pave/index.html"


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE


@pytest.fixture(scope="module", autouse=True)
def article(prepare: Prepare) -> int:
    def build() -> int:
        # A feed without an article says that it was built now.
        factories.article("A stone", "en")
        return int(factories.article("Un pavé").pk)

    made: int = prepare(build)
    return made


def times(folder: Path) -> dict[str, int]:
    return {file: (folder / file).stat().st_mtime_ns for file in files(folder)}


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    said = run(tmp_path)
    written = times(tmp_path)
    assert f"{len(written)} files written, 0 unchanged, 0 removed" in said
    said = run(tmp_path)
    assert f"0 files written, {len(written)} unchanged, 0 removed" in said
    assert times(tmp_path) == written
    assert set(listed(tmp_path)) == files(tmp_path)


def test_what_pages_show_alike_is_asked_once_a_language(tmp_path: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        run(tmp_path)
    asked = sum('FROM "home_menuitem"' in query["sql"] for query in queries)
    assert len(settings.CONTENT_LANGUAGES) <= asked < 10
    assert len([file for file in files(tmp_path) if file.endswith(".html")]) > 10


def test_what_changed_is_written_and_nothing_else(tmp_path: Path, article: int) -> None:
    run(tmp_path)
    before = times(tmp_path)
    page = ArticlePage.objects.get(pk=article)
    page.body = [("text", "<p>Autrement</p>")]
    page.save_revision().publish()
    run(tmp_path)
    changed = {file for file, time in times(tmp_path).items() if before.get(file) != time}
    assert PAGE in changed
    assert "Autrement" in text(tmp_path, PAGE)
    assert not changed & {"en/index.html", "robots.txt", "static/parvis/css/reader.css"}


def test_a_page_that_moved_leaves_no_file_at_its_old_place(tmp_path: Path, article: int) -> None:
    run(tmp_path)
    page = ArticlePage.objects.get(pk=article)
    page.slug = "autre-pave"
    page.save_revision().publish()
    said = run(tmp_path)
    assert "1 removed" in said
    assert not (tmp_path / "fr/blog/un-pave").exists()
    assert (tmp_path / "fr/blog/autre-pave/index.html").is_file()
    assert set(listed(tmp_path)) == files(tmp_path)


def test_a_page_that_is_gone_is_removed_and_what_others_put_there_stays(
    tmp_path: Path, article: int
) -> None:
    run(tmp_path)
    (tmp_path / "CNAME").write_text("blog.example.org")
    ArticlePage.objects.get(pk=article).unpublish()
    run(tmp_path)
    assert not (tmp_path / "fr/blog/un-pave").exists()
    assert (tmp_path / "CNAME").read_text() == "blog.example.org"


def test_a_file_somebody_changed_is_put_right_and_a_copy_is_recognised(tmp_path: Path) -> None:
    run(tmp_path)
    page = tmp_path / PAGE
    page.write_bytes(bytes(len(page.read_bytes())))
    os.utime(tmp_path / "robots.txt", (1, 1))
    (tmp_path / "humans.txt").unlink()
    said = run(tmp_path)
    assert "2 files written" in said
    assert "Un pavé" in text(tmp_path, PAGE)


def test_an_interrupted_run_leaves_pages_whole_and_the_next_one_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, article: int
) -> None:
    run(tmp_path)
    ArticlePage.objects.get(pk=article).unpublish()
    factories.article("Nouveau")
    whole, count = Folder._place, 0

    def place(folder: Folder, file: str, write: Any) -> None:
        nonlocal count
        count += not file.startswith(".parvis-export")
        if count > 5:
            raise KeyboardInterrupt
        whole(folder, file, write)

    monkeypatch.setattr(Folder, "_place", place)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    assert "Un pavé" in text(tmp_path, PAGE)
    assert not list(tmp_path.rglob("*.new"))
    assert not (tmp_path / ".parvis-export/asked").exists()
    monkeypatch.undo()
    # What it wrote and no page needs any more is removed by the next one.
    ArticlePage.objects.get(slug="nouveau").unpublish()
    run(tmp_path)
    assert set(listed(tmp_path)) == files(tmp_path)
    assert not [file for file in files(tmp_path) if "nouveau" in file]


def test_a_first_run_that_was_interrupted_is_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(crawling.Crawl, "run", fail)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "site")
    monkeypatch.undo()
    run(tmp_path / "site")
    assert (tmp_path / "site" / PAGE).is_file()


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    _said, why = run_anyway(tmp_path)
    assert "holds files that no export wrote" in why
    assert files(tmp_path) == {"thesis.txt"}
    assert not (tmp_path / ".parvis-export").exists()


def test_two_exports_into_one_folder_do_not_meet(tmp_path: Path) -> None:
    with Folder(tmp_path):
        _said, why = run_anyway(tmp_path)
    assert "Another export is writing" in why
    run(tmp_path)


@pytest.mark.parametrize("manifest", ["{", "[]", '{"version": 99, "files": {}}'])
def test_a_list_that_cannot_be_read_changes_nothing(tmp_path: Path, manifest: str) -> None:
    run(tmp_path)
    before = files(tmp_path)
    (tmp_path / ".parvis-export/manifest.json").write_text(manifest)
    _said, why = run_anyway(tmp_path)
    assert "manifest.json" in why
    assert files(tmp_path) == before


def test_a_list_that_names_files_elsewhere_removes_none(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    site = tmp_path / "site"
    run(site)
    manifest = site / ".parvis-export/manifest.json"
    manifest.write_text('{"version": 1, "files": {"../mine.txt": {}}}')
    _said, why = run_anyway(site)
    assert "is not inside" in why
    assert (tmp_path / "mine.txt").exists()


def test_a_link_of_the_file_system_leads_nobody_out(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    other.mkdir()
    run(site)
    for file in sorted((site / "fr/blog").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (site / "fr/blog").rmdir()
    (site / "fr/blog").symlink_to(other)
    _said, why = run_anyway(site)
    assert "is not inside" in why
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("method", ["ledger.Ledger.keep", "manifest.Manifest.put"])
def test_a_disk_that_has_no_room_for_the_lists_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    run(tmp_path)
    before = files(tmp_path)

    def full(*_given: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(f"parvis.delivery.export.{method}", full)
        _said, why = run_anyway(tmp_path)
    assert why.endswith("/.parvis-export cannot be written: database or disk is full.")
    assert files(tmp_path) == before
    run(tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize("when", ["asking", "writing"])
def test_a_full_disk_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    run(tmp_path)
    before = text(tmp_path, "fr/index.html")
    factories.article("Nouveau")

    def full(path: Path, *_args: Any) -> Any:
        raise OSError(errno.ENOSPC, "full", str(path))

    with monkeypatch.context() as patch:
        if when == "asking":
            patch.setattr("parvis.delivery.export.answers.Answer.save", lambda _, path: full(path))
        else:
            patch.setattr(Path, "write_bytes", full)
        _said, why = run_anyway(tmp_path)
    assert why.endswith("cannot be written: No space left on device.")
    assert text(tmp_path, "fr/index.html") == before


def test_a_folder_one_may_not_write_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _said, why = run_anyway(tmp_path / "file" / "site")
    assert "cannot be written: Not a directory." in why
