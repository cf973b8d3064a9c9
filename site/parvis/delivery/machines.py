"""Telling other machines what changed, through PostgreSQL.

Each server process listens on a connection of its own. What it is told by its own machine it has
read from the log already (`changes`). While the connection is lost, pages are served as they are;
when it is back, all of them are rendered anew: nobody knows what was missed.
"""

import json
import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from parvis.delivery.changes import Changes
from parvis.delivery.watching import EVERYTHING

logger = logging.getLogger(__name__)

CHANNEL = "parvis_changes"
LONGEST = 7_900  # bytes of a message PostgreSQL takes
PAUSE = 1.0  # seconds before a lost connection is tried again
# Whoever only listens does not notice that nobody is there any more: the network asks for it, and
# gives up within half a minute instead of two hours.
ALIVE = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5,
         "keepalives_count": 3, "tcp_user_timeout": 25_000}  # fmt: skip


def messages(origin: str, keys: Iterable[str]) -> Iterator[str]:
    """Yield the keys as messages of a length PostgreSQL takes."""
    room = LONGEST - len(json.dumps([origin]))
    part: list[str] = []
    size = 0
    for key in sorted(keys):
        length = len(json.dumps(key)) + 2
        if part and size + length > room:
            yield json.dumps([origin, *part])
            part, size = [], 0
        part.append(key)
        size += length
    if part:
        yield json.dumps([origin, *part])


def tell_machines(origin: str, keys: Iterable[str]) -> None:
    """Tell every process on every machine; on another engine there is one machine."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for message in messages(origin, keys):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])


class Listener(threading.Thread):
    """Notes in `changes` what other machines tell, until the process ends."""

    def __init__(self, changes: Changes) -> None:
        super().__init__(name="parvis-changes", daemon=True)
        self.changes = changes
        self.is_listening = threading.Event()
        self._is_closed = threading.Event()

    def close(self) -> None:
        """Listen no longer."""
        self._is_closed.set()
        self.join()

    def run(self) -> None:
        """Listen, and begin anew when the connection is lost."""
        while not self._is_closed.is_set():
            try:
                with psycopg.connect(**_parameters(), autocommit=True) as listening:
                    listening.execute(f"LISTEN {CHANNEL}")
                    # What was told before is not heard: pages kept so far may show what was.
                    self.changes.note(frozenset([EVERYTHING]))
                    self.is_listening.set()
                    while not self._is_closed.is_set():
                        for notification in listening.notifies(timeout=PAUSE):
                            self.hear(notification.payload)
            except psycopg.Error as error:
                logger.warning("Changes on other machines are not heard for now: %s", error)
            self.is_listening.clear()
            self._is_closed.wait(PAUSE)

    def hear(self, payload: str) -> None:
        """Note what another machine told."""
        origin, *keys = json.loads(payload)
        if origin != self.changes.origin:
            self.changes.note(frozenset(keys))


def listen_to_machines(changes: Changes) -> Listener | None:
    """Listen from now on, where there may be other machines."""
    if connection.vendor != "postgresql":
        return None
    listener = Listener(changes)
    listener.start()
    return listener


@contextmanager
def hearing_machines(changes: Changes) -> Iterator[None]:
    """Listen as long as it lasts."""
    listener = listen_to_machines(changes)
    try:
        yield
    finally:
        if listener:
            listener.close()


def _parameters() -> dict[str, Any]:
    """Return how Django connects, without what only its own connections need."""
    wanted = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert",
              "sslkey", "service", "passfile")  # fmt: skip
    given = ALIVE | connection.get_connection_params()
    return {name: given[name] for name in (*wanted, *ALIVE) if name in given}
