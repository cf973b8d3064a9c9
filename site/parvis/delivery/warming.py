"""After a restart the pages that were read most are rendered before anybody asks for them."""

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from parvis.delivery.addresses import Address
from parvis.delivery.store import Store

logger = logging.getLogger(__name__)

MOST = 200  # pages
EVERY = 300.0  # seconds between two notes of what is read
# Readers go first: for each second of rendering there is one of rest.
REST = 1.0

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def note(store: Store, path: Path) -> None:
    """Write down which pages are read most, those first."""
    answers = sorted(store.answers.values(), key=lambda answer: -answer.reads)[:MOST]
    own = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        own.write_text(json.dumps([answer.address for answer in answers if answer.reads]))
        own.replace(path)
    except OSError:
        logger.exception("What is read most could not be noted: nothing is rendered ahead")


def noted(path: Path) -> list[Address]:
    """Return what was written down; nothing where there is none, or none that can be read."""
    try:
        found = [tuple(map(str, one)) for one in json.loads(path.read_text())]
    except (OSError, ValueError, TypeError):
        return []
    return [(one[0], one[1], one[2], one[3]) for one in found if len(one) == 4]


def warm(application: Application, addresses: Sequence[Address], secure: Any = None) -> None:
    """Ask for each address as a reader would, with rests."""
    for scheme, host, path, query in addresses:
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": host.partition(":")[0],
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host,
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }
        if secure is not None and scheme == "https":
            environ[secure[0]] = secure[1]
        began = time.monotonic()
        try:
            given = application(environ, lambda *answer: None)
            if close := getattr(given, "close", None):
                close()
        except Exception:
            logger.exception("A page could not be rendered ahead: %s", path)
        time.sleep(REST * (time.monotonic() - began))


class Warmer(threading.Thread):
    """Renders what was read most before, then notes what is read most now, until the process ends.

    The processes of one machine share one note: readers come to them alike.
    """

    def __init__(self, application: Application, store: Store, path: Path, secure: Any) -> None:
        super().__init__(name="parvis-warmer", daemon=True)
        self.application, self.store, self.path, self.secure = application, store, path, secure
        self._is_over = threading.Event()

    def run(self) -> None:
        """Warm, then note."""
        warm(self.application, noted(self.path), self.secure)
        while not self._is_over.wait(EVERY):
            note(self.store, self.path)

    def close(self) -> None:
        """Note what is read most, at the end."""
        self._is_over.set()
        if self.store.answers:
            note(self.store, self.path)
