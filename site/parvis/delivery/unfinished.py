"""Which processes have changed something and not told of it yet: known when one of them dies.

Between a commit and what is told of it lies a moment. Who is killed in it (memory runs out, say)
leaves pages that show what was. So a process notes in a file that it begins to change something and
that it has told, and holds a lock on the file as long as it lives: a note that says so and that
nobody locks is of one that is gone.
"""

import fcntl
import logging
import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError

from parvis.delivery.ending import at_end

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two looks at the notes of others
IDLE, BUSY = b"0", b"1"


class Unfinished:
    """The notes of the processes of one machine. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note, self._owner = -1, 0
        self._path = folder
        self._count = 0
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Note that something is about to change."""
        with self._lock:
            if self._owner != os.getpid():
                self._open()
            self._count += 1
            if self._count == 1:
                os.pwrite(self._note, BUSY, 0)

    def end(self) -> None:
        """Note that it is told, or has not changed."""
        with self._lock:
            self._count -= 1
            if self._count == 0:
                os.pwrite(self._note, IDLE, 0)

    def close(self) -> None:
        """Leave no note behind where all is told: this process ends by itself."""
        with self._lock:
            if self._owner == os.getpid() and not self._count:
                self._path.unlink(missing_ok=True)

    def has_died(self) -> bool:
        """Whether a process ended that had not told all; said once, to whoever asks first."""
        found = False
        for path in self._folder.glob("*"):
            try:
                note = os.open(path, os.O_RDWR)
            except FileNotFoundError:
                continue  # another process was first
            try:
                fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(note).st_nlink:
                    path.unlink()
                    found |= os.pread(note, 1, 0) == BUSY
            except BlockingIOError:
                pass  # it lives
            finally:
                os.close(note)
        return found

    def _open(self) -> None:
        """Make a note of this process’s own; a forked one begins with none."""
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:
            self._path = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}"
            self._note = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.flock(self._note, fcntl.LOCK_EX)
            if os.fstat(self._note).st_nlink:
                break
            os.close(self._note)  # whoever looked just then took it for one left behind
        self._owner, self._count = os.getpid(), 0
        at_end(self.close)


class Watch(threading.Thread):
    """Calls `tell` when a process has died that had not told all, until this one ends."""

    def __init__(self, unfinished: Unfinished, tell: Callable[[], object]) -> None:
        super().__init__(name="parvis-unfinished", daemon=True)
        self._unfinished, self._tell = unfinished, tell
        self._is_over = threading.Event()

    def run(self) -> None:
        """Look now, for who died before this process began, and now and then."""
        is_due = False
        while not self._is_over.is_set():
            is_due = self._unfinished.has_died() or is_due
            is_due = is_due and not self._has_told()
            self._is_over.wait(EVERY)

    def close(self) -> None:
        """Look no longer."""
        self._is_over.set()

    def _has_told(self) -> bool:
        logger.warning("A process died before it told what it changed: every page is rendered anew")
        try:
            self._tell()
        except DatabaseError:
            logger.exception("Other machines could not be told, and will be")
            return False
        return True
