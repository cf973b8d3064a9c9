"""`make test`: every check in turn, then one plain account of what passed and what did not run.

    python tests/run.py             # everything
    python tests/run.py style sqlite  # some of it

With CI=true nothing may be left out: what is missing counts as a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]

from tests.postgres import postgres  # noqa: E402 (the path comes first)
from tests.tools import chromium_path, is_ci, vnu_jar  # noqa: E402

PROCESSORS = min(os.cpu_count() or 1, 4)
# A file stays with one process: what its tests share is made once. They are begun in the order
# that tests/conftest.py gives, whatever their number of tests.
SHARED = ("--dist", "loadfile", "--no-loadscope-reorder")
CODE = ("site", "blog", "home", "tests", "bench", "requirements")


@dataclass
class Account:
    """What happened, for the last lines."""

    failed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    skips: Counter[str] = field(default_factory=Counter)
    tests: Counter[str] = field(default_factory=Counter)
    unasked: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    begun: ExitStack = field(default_factory=ExitStack)
    running: dict[str, tuple[IO[bytes], "subprocess.Popen[bytes]"]] = field(default_factory=dict)

    def run(self, name: str, *command: str, **environment: str) -> None:
        """Run one check and note how it ended."""
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(command, cwd=PROJECT, env=os.environ | environment, check=False)
        self._note(name, done.returncode, f" in {time.monotonic() - began:.0f} s")

    def begin(self, checks: dict[str, tuple[str, ...]], **environment: str) -> None:
        """Begin checks that keep one processor busy each; what follows is run beside them."""
        for name, command in checks.items():
            said = self.begun.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (closed by it)
            self.running[name] = said, subprocess.Popen(
                command, cwd=PROJECT, env=os.environ | environment,
                stdout=said, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def end(self) -> None:
        """Print what the checks that were begun say, in turn, once they are over."""
        with self.begun:
            for name, (said, process) in self.running.items():
                process.wait()
                said.seek(0)
                print(f"\n== {name}\n{said.read().decode(errors='replace')}", end="")
                self._note(name, process.returncode)
        self.running.clear()

    def _note(self, name: str, status: int, told: str = "") -> None:
        print(f"-- {name}: {'failed' if status else 'passed'}{told}", flush=True)
        if status:
            self.failed.append(name)

    def pytest(self, name: str, *options: str, **environment: str) -> None:
        """Run part of the suite and count its tests."""
        with tempfile.TemporaryDirectory(prefix="parvis-report-") as folder:
            report = Path(folder) / "report.xml"
            command = ("-m", "pytest", "-q", "-rfEs", f"--junit-xml={report}", *options)
            self.run(name, sys.executable, *command, **environment)
            self.end()
            if report.exists():
                self._count(report)

    def _count(self, report: Path) -> None:
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (our own report)
            problem = case.find("failure") is not None or case.find("error") is not None
            skip = case.find("skipped")
            if skip is not None and not problem:
                self.skips[skip.get("message", "")] += 1
            self.tests["failed" if problem else "skipped" if skip is not None else "passed"] += 1

    def close(self) -> int:
        """Print the account; return the exit status."""
        self.end()
        print("\n== Account")
        for reason, count in sorted(self.skips.items()):
            print(f"Not run: {count} × {reason}")
        for what in self.missing:
            print(f"Not run: {what}")
        for name in self.failed:
            print(f"Failed: {name}")
        if is_ci():
            self.failed += self.missing
        if self.unasked:
            print(f"Not asked for: {', '.join(self.unasked)}")
        for note in self.notes:
            print(note)
        if not (self.missing or self.skips or self.unasked):
            print("Everything was run.")
        counts = ", ".join(f"{self.tests[kind]} {kind}" for kind in ("passed", "failed", "skipped"))
        print(counts, flush=True)
        return 1 if self.failed else 0


def style(account: Account) -> None:
    """What is read and not run: style, types, licences; models and migrations agree.

    Beside the first part of the suite, which waits now and then.
    """
    account.begin(
        {
            "types": ("mypy", *CODE),
            "lint": ("ruff", "check", "."),
            "format": ("ruff", "format", "--check", "."),
            "licences": ("reuse", "lint", "--quiet" if not is_ci() else "--lines"),
            "migrations": (
                *(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
            ),
        },
        DJANGO_SETTINGS_MODULE="parvis.settings.test",
        DATABASE_URL="sqlite://:memory:",
    )


def sqlite(account: Account) -> None:
    """The suite on SQLite."""
    options = ("-m", "not browser", "-n", str(PROCESSORS), *SHARED)
    account.pytest("suite on SQLite", *options, DATABASE_URL="")


def postgresql(account: Account) -> None:
    """The suite on PostgreSQL: the server DATABASE_URL names, or one of our own."""
    account.notes.append(
        "On SQLite alone: what asks no database, the walks of the admin by most roles, an export "
        "that is made again, and the larger of two blogs that are imported."
    )
    url = os.environ.get("DATABASE_URL", "")
    # One more than processors: each waits for the server a third of its time.
    options = ("-m", "not browser", "-n", str(PROCESSORS + 1), *SHARED, "--create-db")
    if url.startswith(("postgres", "psql", "pgsql")):
        account.pytest("suite on PostgreSQL (DATABASE_URL)", *options)
        return
    with postgres() as url:
        account.pytest("suite on PostgreSQL", *options, DATABASE_URL=url)


def browser(account: Account) -> None:
    """The journeys, where there is a browser to make them in."""
    if vnu_jar() is None or shutil.which("java") is None:
        account.missing.append(
            "the HTML checker (npm install --prefix .cache vnu-jar; it needs Java)"
        )
    if chromium_path() is None:
        account.missing.append("the browser journeys (install Chromium, or name it in CHROMIUM)")
        return
    # Named, so that nobody reads all the other tests first.
    # One more than processors: pages that are waited for until they ask nothing leave one idle.
    options = ("tests/browser", "-m", "browser", "-n", str(PROCESSORS + 1), *SHARED)
    account.pytest("browser journeys", *options, DATABASE_URL="")


CHECKS: tuple[Callable[[Account], None], ...] = (style, sqlite, postgresql, browser)


def main() -> int:
    """Run the checks that were named, or all of them."""
    named = sys.argv[1:]
    if unknown := set(named) - {check.__name__ for check in CHECKS}:
        print(f"No such check: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    account = Account()
    for check in CHECKS:
        if not named or check.__name__ in named:
            check(account)
        else:
            account.unasked.append(check.__name__)
    return account.close()


if __name__ == "__main__":
    sys.exit(main())
