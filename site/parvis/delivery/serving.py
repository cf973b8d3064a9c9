"""Serving a site on one machine: the web server, and beside it what works without being asked."""

import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from parvis.delivery.processes import PATIENCE, Process, Processes, is_orphan

# Django begins with an import of a second; asking more often than this would slow it down.
PAUSE = 0.1
# What is started beside the server ends with it, and is started again where it ends alone.
BESIDE: tuple[tuple[str, ...], ...] = (
    ("manage.py", "run_schedule", "--until-input-ends"),
    ("manage.py", "run_background", "--until-input-ends", "--verbosity=0"),
)
RESTART_AFTER = 5.0  # seconds
LOADING = 10.0  # seconds a new worker is given to load the site; a second or two are usual


@dataclass(frozen=True)
class Plan:
    """Where to serve, and by how many.

    A worker is a process with a store of pages of its own; a thread of it answers one request.
    Pages that have to be rendered take threads, so that there are more of them than cores.
    """

    host: str
    port: int
    workers: int
    threads: int

    @property
    def address(self) -> str:
        """The site’s address, without a slash."""
        return f"http://{self.host}:{self.port}"


def problem(data: Path, host: str, port: int) -> str:
    """Return what stands in the way, in words a person can act on, or nothing."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        return (
            f"nothing can be written to {data} ({error.strerror}). "
            "Name another folder: PARVIS_DATA=/path/to/a/folder"
        )
    if not 0 < port < 65536:
        return f"{port} is not a port. Name one between 1 and 65535: PORT=8000"
    if not is_free(host, port):
        return f"port {port} is already in use. Name another: PORT={port + 1}"
    return ""


def is_free(host: str, port: int) -> bool:
    """Return whether a server may listen there."""
    with socket.socket() as probe:
        # As the server does: a port whose last connections are still fading is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(plan: Plan, announce: Callable[[], None]) -> int:
    """Serve until interrupted, or until the server ends by itself; return its exit status.

    `announce` is called when the site answers. SIGHUP, where no terminal sends it, has new workers
    take over from the present ones, which first finish what they are asked.
    """
    with Processes() as processes:
        server = processes.start(*server_command(plan))
        if not sys.stdin.isatty():
            signal.signal(signal.SIGHUP, _reloader(server))
        while server.poll() is None and not _answers(plan):
            time.sleep(PAUSE)
        if server.poll() is None:
            announce()
        beside = [(command, processes.start(*command)) for command in BESIDE]
        while server.poll() is None and not is_orphan():
            time.sleep(5 * PAUSE)
            beside = [_kept(processes, command, process) for command, process in beside]
        return server.poll() or 0


def server_command(plan: Plan) -> Sequence[str]:
    """Return the arguments with which Python serves a site like this."""
    return (
        *("-m", "parvis.delivery.listening", "--interface", "wsgi"),
        *("--host", plan.host, "--port", str(plan.port)),
        *("--workers", str(plan.workers), "--blocking-threads", str(plan.threads)),
        "--respawn-failed-workers",
        # An old worker ends so long after its successor was started, which listens once loaded.
        *("--respawn-interval", str(LOADING)),
        # A worker that is told to end while it still loads the site does not hear it.
        *("--workers-kill-timeout", str(PATIENCE // 2)),
        *("--no-ws", "--log-level", "warning", "parvis.wsgi:application"),
    )


def _kept(
    processes: Processes, command: tuple[str, ...], process: Process
) -> tuple[tuple[str, ...], Process]:
    """Return the process, or another one in its place where it has ended."""
    if process.poll() is None:
        return command, process
    print(f"“{' '.join(command)}” ended ({process.returncode}) and is started again.", flush=True)
    time.sleep(RESTART_AFTER)
    processes.running.remove(process)
    return command, processes.start(*command)


def _reloader(server: Process) -> Callable[[int, FrameType | None], None]:
    def reload(_signal: int, _frame: FrameType | None) -> None:
        server.send_signal(signal.SIGHUP)

    return reload


def _answers(plan: Plan) -> bool:
    """Return whether the site serves a page, which is more than listening."""
    connection = HTTPConnection(plan.host, plan.port, timeout=30)
    try:
        connection.request("GET", "/live/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
