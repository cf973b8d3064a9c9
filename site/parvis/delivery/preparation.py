"""What must be done before a checkout is served, and how it knows that there is nothing to do.

Nothing here imports Django: the second start has only seconds, and Django's own take most of them.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parvis.delivery.processes import PROJECT, Processes

CODE = ("site", "blog", "home", "locale", "uv.lock")
STATIC = ("static", "site/parvis/pages/bundles.py", "uv.lock")


@dataclass(frozen=True)
class Step:
    """One command of preparation, and the name of what it was last done for."""

    name: str
    command: tuple[str, ...]
    wanted: str


def fingerprint(paths: Iterable[str], *values: str) -> str:
    """Return a name for the present state of files and folders (names, sizes, dates of change)."""
    digest = hashlib.sha256("\0".join((sys.executable, *values)).encode())
    for name in paths:
        path = PROJECT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in {".mo", ".pyc", ".html"} or not file.is_file():
                continue
            found = file.stat()
            digest.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def steps(data: Path, command: str) -> list[Step]:
    """Return what has to be done for this code and this data, which may be nothing.

    `command` is the management command that prepares the database.
    """
    database = os.environ.get("DATABASE_URL", "")
    site = fingerprint(CODE, command, database, os.environ.get("PARVIS_LANGUAGES", ""))
    static = fingerprint([*STATIC, *_app_static_folders()])
    done = _read(data / "prepared.json")
    if not database and not (data / "parvis.sqlite3").exists():
        done.pop("site", None)
    if not (data / "static" / "staticfiles.json").exists():
        done.pop("static", None)
    every = [
        Step("site", (command,), site),
        Step("static", ("collectstatic", "--no-input", "--clear", "--verbosity=0"), static),
    ]
    return [step for step in every if done.get(step.name) != step.wanted]


def prepare(data: Path, todo: list[Step]) -> int:
    """Do the steps side by side; return 0, or the exit status of one that failed."""
    with Processes() as processes:
        running = [(step, processes.start("manage.py", *step.command)) for step in todo]
        for step, process in running:
            if status := process.wait():
                return status
            note(data, step)
    return 0


def note(data: Path, *done: Step) -> None:
    """Remember what steps were done for."""
    known = _read(data / "prepared.json") | {step.name: step.wanted for step in done}
    (data / "prepared.json").write_text(json.dumps(known, indent=1) + "\n")


def _app_static_folders() -> list[str]:
    return sorted(
        str(path.relative_to(PROJECT))
        for pattern in ("site/parvis/*/static", "blog/static", "home/static")
        for path in PROJECT.glob(pattern)
    )


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}
