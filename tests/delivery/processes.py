"""A site served by `python -m parvis.delivery`, asked over HTTP, changed by processes beside it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.conninfo import make_conninfo

from tests.delivery.readers import Given, read
from tests.tools import PROJECT

PATIENCE = 240.0  # seconds: a machine that does other things too is slow, not wrong


def until(holds: Callable[[], Any], seconds: float = PATIENCE) -> float:
    """Wait until something holds, and return how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, "it took too long"
        time.sleep(0.05)
    return time.monotonic() - began


@dataclass
class Writer:
    """A process that changes the site."""

    process: "subprocess.Popen[str]"

    def begin(self, name: str, number: int = 0) -> None:
        """Have something done."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name} {number}\n")
        self.process.stdin.flush()

    def end(self) -> Any:
        """Wait until it is committed, and return what is told of it."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the writer ended"
        return json.loads(line)

    def ask(self, name: str, number: int = 0) -> Any:
        """Have something done, and wait."""
        self.begin(name, number)
        return self.end()


@dataclass
class Site:
    """A site whose data is in a folder, and in a database unless that is SQLite's, in there too."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)
    server: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the site are told: production, without TLS."""
        kept = {name: told for name, told in os.environ.items() if name != "DATABASE_URL"}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "parvis.settings.production",
            "SECRET_KEY": "of the tests alone, and long enough to be one: 0123456789",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "false",
            "PARVIS_DATA": str(self.data),
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "LOG_LEVEL": "ERROR",
            **({"DATABASE_URL": self.database} if self.database else {}),
            **self.more,
        }

    def start(self) -> float:
        """Serve; return the seconds until `/live/` answered."""
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "parvis.delivery", "--port", str(self.port),
                 "--workers", "2", "--threads", "4"],
                cwd=PROJECT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return until(self._answers)

    def stop(self) -> None:
        """End it as a service manager does, and find that nothing is left."""
        assert self.server is not None
        pids = self.pids("")
        self.server.terminate()
        assert self.server.wait(PATIENCE) == 0
        self.server = None
        until(lambda: not any(is_running(pid) for pid in pids), 30)

    def pids(self, words: str) -> list[int]:
        """Return the processes below the server whose command has these words."""
        assert self.server is not None
        below = [self.server.pid]
        for pid in below:
            below += children(pid)
        return [pid for pid in below[1:] if words in command(pid)]

    def workers(self) -> list[int]:
        """Return the processes that answer: those below the web server."""
        assert self.server is not None
        servers = [pid for pid in children(self.server.pid) if "-m granian" in command(pid)]
        return [worker for pid in servers for worker in children(pid)]

    def _answers(self) -> bool:
        assert self.server is not None
        assert self.server.poll() is None, (self.data / "server.log").read_text()[-4_000:]
        try:
            return self.get("/live/").status == 200
        except (OSError, HTTPException):
            return False

    def get(self, address: str, **headers: str) -> Given:
        """Ask over a connection of its own, which one of the workers takes."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return read(connection, address, headers)
        finally:
            connection.close()

    @contextmanager
    def writer(self, data: Path | None = None) -> Iterator[Writer]:
        """Start a process that changes the site; with data of its own it is on another machine."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.writer"],
            cwd=PROJECT, env=self.environment | {"PARVIS_DATA": str(data or self.data)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        with process:
            yield Writer(process)
            assert process.stdin is not None
            process.stdin.close()


@contextmanager
def serving(data: Path, database: str = "", **more: str) -> Iterator[Site]:
    """Serve a site that has nothing but what must exist, and what `acts.publication` makes."""
    site = Site(data, database, more)
    try:
        site.start()
        with site.writer() as writer:
            assert writer.ask("publication") is None
        yield site
    finally:
        if site.server is not None and site.server.poll() is None:
            site.server.send_signal(signal.SIGTERM)
            site.server.wait(PATIENCE)


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """Make an empty database on the server of another one; return its DATABASE_URL."""
    name = f"parvis_{uuid4().hex}"
    base, mark, query = url.partition("?")
    conninfo = make_conninfo(url.replace("postgres://", "postgresql://", 1))
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{base.rpartition('/')[0]}/{name}{mark}{query}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def is_running(pid: int) -> bool:
    """Return whether there is such a process, other than one that waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def parent(pid: int) -> int:
    """Return the process that started one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def command(pid: int) -> str:
    """Return the command of a process; empty where it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def children(pid: int) -> list[int]:
    """Return the processes one has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [number for task in tasks for number in (task / "children").read_text().split()]
    except OSError:
        return []
    return [int(number) for number in found]
