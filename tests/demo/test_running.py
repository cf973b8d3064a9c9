"""`make demo` as a process: what it says when it cannot start, and when it has nothing to do."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.delivery import preparation
from parvis.pages.catalogues import compile_catalogues
from tests.tools import PROJECT


def demo(data: Path | str, port: int) -> subprocess.CompletedProcess[str]:
    """Run what `make demo` runs."""
    return subprocess.run(
        [sys.executable, "-m", "parvis.demo", "--port", str(port)],
        cwd=PROJECT,
        env=os.environ
        | {
            "PARVIS_DATA": str(data),
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(autouse=True)
def sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo’s database is a file in its folder unless somebody says otherwise."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_busy_port_is_named_before_anything_is_prepared(tmp_path: Path, busy_port: int) -> None:
    done = demo(tmp_path, busy_port)
    assert done.returncode == 1
    assert f"port {busy_port} is already in use" in done.stderr
    assert "PORT=" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = demo(tmp_path / "file" / "data", 8000)
    assert done.returncode == 1
    assert str(tmp_path / "file" / "data") in done.stderr
    assert "PARVIS_DATA=" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_prepared_is_not_prepared_again(tmp_path: Path) -> None:
    todo = preparation.steps(tmp_path, "prepare_demo")
    assert [step.name for step in todo] == ["site", "static"]
    finish(tmp_path, todo)
    assert preparation.steps(tmp_path, "prepare_demo") == []


def test_a_database_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    finish(tmp_path, preparation.steps(tmp_path, "prepare_demo"))
    (tmp_path / "parvis.sqlite3").unlink()
    assert [step.name for step in preparation.steps(tmp_path, "prepare_demo")] == ["site"]


def test_a_changed_style_is_collected_without_loading_the_demo_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(tmp_path, preparation.steps(tmp_path, "prepare_demo"))
    style = tmp_path / "new.css"
    style.touch()
    monkeypatch.setattr(preparation, "STATIC", (*preparation.STATIC, str(style)))
    assert [step.name for step in preparation.steps(tmp_path, "prepare_demo")] == ["static"]


def test_a_catalogue_is_compiled_once_for_each_change(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Square"\nmsgstr "Place"\n')
    compiled = source.with_suffix(".mo")
    assert compile_catalogues(tmp_path) == [compiled]
    assert compile_catalogues(tmp_path) == []
    later = compiled.stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == [compiled]


def finish(data: Path, todo: list[preparation.Step]) -> None:
    """Leave behind what the steps leave behind."""
    (data / "parvis.sqlite3").touch()
    (data / "static").mkdir()
    (data / "static" / "staticfiles.json").touch()
    preparation.note(data, *todo)
