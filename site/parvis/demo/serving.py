"""Serving the demo: the web server, and beside it what publishes scheduled articles on time."""

import os
import socket
import time
from http.client import HTTPConnection, HTTPException

from parvis.demo.people import ACCOUNTS, PASSWORD
from parvis.demo.processes import PATIENCE, Processes, is_orphan

# Django begins with an import of a second; asking more often than this would slow it down.
PAUSE = 0.1


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


def serve(host: str, port: int) -> int:
    """Serve until interrupted, or until the server ends by itself; return its exit status."""
    with Processes() as processes:
        server = processes.start(
            *("-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(min(os.cpu_count() or 1, 2)), "--blocking-threads", "4"),
            # A worker that is told to end while it still loads the site does not hear it.
            *("--workers-kill-timeout", str(PATIENCE // 2)),
            *("--no-ws", "--log-level", "warning", "parvis.wsgi:application"),
        )
        while server.poll() is None and not _answers(host, port):
            time.sleep(PAUSE)
        if server.poll() is None:
            _announce(host, port)
            processes.start("manage.py", "run_schedule", "--until-input-ends")
        while server.poll() is None and not is_orphan():
            time.sleep(5 * PAUSE)
        return server.poll() or 0


def _answers(host: str, port: int) -> bool:
    """Return whether the site serves a page, which is more than listening."""
    connection = HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _announce(host: str, port: int) -> None:
    address = f"http://{host}:{port}"
    lines = (
        "",
        "  Parvis is ready.",
        "",
        f"    Site      {address}/",
        f"    Admin     {address}/admin/",
        f"    Accounts  {', '.join(ACCOUNTS)} (password of each: {PASSWORD})",
        "",
        "  Ctrl-C ends it.",
        "",
    )
    print("\n".join(lines), flush=True)
