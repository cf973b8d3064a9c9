"""A site served by `python -m parvis.delivery`, asked over HTTP, changed by processes beside it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from parvis.delivery.serving import Plan, server_command
from tests.delivery.readers import Given, read
from tests.tools import PROJECT, free_port

ALONE = "tests.delivery.alone"  # settings
WORKERS, THREADS = 2, 4
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
    """A site whose data is in a folder, and in a database unless that is SQLite's, in there too.

    One that is alone has its database already, and nothing is started beside its workers.
    """

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)
    is_alone: bool = False
    server: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.port = free_port()

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the site are told: production, without TLS."""
        kept = {name: told for name, told in os.environ.items() if name != "DATABASE_URL"}
        return kept | {
            "DJANGO_SETTINGS_MODULE": ALONE if self.is_alone else "parvis.settings.production",
            "SECRET_KEY": "of the tests alone, and long enough to be one: 0123456789",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "false",
            "PARVIS_DATA": str(self.data),
            "PARVIS_BASE_URL": f"http://127.0.0.1:{self.port}",
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "LOG_LEVEL": "ERROR",
            **({"DATABASE_URL": self.database} if self.database else {}),
            **self.more,
        }

    def start(self) -> float:
        """Serve; return the seconds until `/live/` answered, once all workers do."""
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, *self._command()],
                cwd=PROJECT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        seconds = until(self._answers)
        self.wait()
        return seconds

    def wait(self) -> None:
        """Wait until all workers answer: one that still loads the site hears no signal."""
        with self.connections():
            pass

    def _command(self) -> Sequence[str]:
        if self.is_alone:
            return server_command(Plan("127.0.0.1", self.port, WORKERS, THREADS))
        options = {"--port": self.port, "--workers": WORKERS, "--threads": THREADS}
        return ("-m", "parvis.delivery", *(str(part) for pair in options.items() for part in pair))

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
        below = (self.server.pid, *children(self.server.pid))
        server = next((pid for pid in below if "-m parvis.delivery.listening" in command(pid)), 0)
        return children(server)

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
    def connections(self) -> Iterator[list[HTTPConnection]]:
        """Return a connection to each worker, once all have taken one."""
        made: list[HTTPConnection] = []
        with ExitStack() as stack:

            def found() -> dict[int, HTTPConnection]:
                by_port = {each.sock.getsockname()[1]: each for each in made}
                taken = takers(self.port, self.workers())
                return {pid: by_port[port] for port, pid in taken.items() if port in by_port}

            def is_whole() -> bool:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
                # None is taken before something is asked over it.
                read(connection, "/live/", {})
                made.append(stack.enter_context(closing(connection)))
                return len(found()) == WORKERS

            until(is_whole)
            yield list(found().values())

    def ask_all(self, address: str, method: str = "GET") -> list[Given]:
        """Ask every worker."""
        with self.connections() as connections:
            return [read(connection, address, {}, method) for connection in connections]

    def manage(self, *command: str) -> None:
        """Run a command of `manage.py`."""
        done = [sys.executable, "manage.py", *command]
        subprocess.run(done, cwd=PROJECT, env=self.environment, check=True, capture_output=True)

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
def serving(site: Site) -> Iterator[Site]:
    """Serve a site that has nothing but what must exist, and what `acts.publication` makes."""
    try:
        site.start()
        with site.writer() as writer:
            assert writer.ask("publication") is None
        yield site
    finally:
        if site.server is not None and site.server.poll() is None:
            site.server.send_signal(signal.SIGTERM)
            site.server.wait(PATIENCE)


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


def takers(port: int, pids: Sequence[int]) -> dict[int, int]:
    """Return which of the processes took each connection to a port, by the port it came from."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ports = {
        f"socket:[{row[9]}]": int(row[2].rpartition(":")[2], 16)
        for row in rows
        if int(row[1].rpartition(":")[2], 16) == port
    }
    found = {}
    for pid in pids:
        with suppress(OSError):
            for file in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if (name := str(file.readlink())) in ports:
                        found[ports[name]] = pid
    return found
