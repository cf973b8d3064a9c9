"""What changed, told to every process of this machine: a log they all read, without a service.

A process appends the keys of what it committed to a file, then moves the end of the log on, eight
bytes of memory that all processes share. Whoever is about to answer compares these bytes with where
it has read to, which takes a tenth of a microsecond, and reads on where they differ: there is no
moment at which a page is served that another process had told of.
"""

import fcntl
import json
import logging
import mmap
import os
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from parvis.delivery.watching import EVERYTHING

logger = logging.getLogger(__name__)

LONGEST_LOG = 8 * 2**20  # bytes, then it begins anew
REMEMBERED = 10_000  # changes a render that overlaps them is compared with
EPOCH, END, ORIGIN = 0, 1, 2  # places in the shared memory

Apply = Callable[[frozenset[str]], object]


class Changes:
    """The log of one folder, as one process reads and writes it. Safe to use from several threads.

    `apply` is called with the keys of each change, in order, under a lock: it must not block.
    """

    def __init__(self, folder: Path, apply: Apply) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._apply = [apply]
        self._lock = threading.RLock()
        self._recent: deque[tuple[int, frozenset[str]]] = deque(maxlen=REMEMBERED)
        self._count = 0
        self._guard = os.open(folder / "changes.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self._log = os.open(folder / "changes.log", os.O_RDWR | os.O_CREAT, 0o600)
        shared = os.open(folder / "changes.end", os.O_RDWR | os.O_CREAT, 0o600)
        with self._alone():
            if os.fstat(shared).st_size < mmap.PAGESIZE:
                os.ftruncate(shared, mmap.PAGESIZE)
            self._shared = memoryview(mmap.mmap(shared, mmap.PAGESIZE)).cast("Q")
            os.close(shared)
            if not self._shared[ORIGIN]:
                self._shared[ORIGIN] = self._shared[EPOCH] = secrets.randbits(62) + 1
            self._epoch, self._read_to = self._shared[EPOCH], self._shared[END]

    @property
    def origin(self) -> str:
        """A name for this machine’s log, which no other has."""
        return f"{self._shared[ORIGIN]:x}"

    @property
    def is_behind(self) -> bool:
        """Whether something changed that this process has not read of yet."""
        return self._shared[END] != self._read_to or self._shared[EPOCH] != self._epoch

    def follow(self, apply: Apply) -> None:
        """Have `apply` called too from now on."""
        with self._lock:
            self._apply.append(apply)

    def tell(self, keys: Iterable[str]) -> None:
        """Tell every process of this machine, this one too."""
        line = json.dumps(sorted(keys)).encode() + b"\n"
        with self._lock:
            with self._alone():
                if self._shared[END] > LONGEST_LOG:
                    self._begin_anew()
                end = self._shared[END]
                os.pwrite(self._log, line, end)
                self._shared[END] = end + len(line)
            self.catch_up()

    def note(self, keys: frozenset[str]) -> None:
        """Apply a change that only this process was told of."""
        with self._lock:
            self._count += 1
            self._recent.append((self._count, keys))
            for apply in self._apply:
                apply(keys)

    def catch_up(self) -> int:
        """Read what changed, and return how many changes there were so far.

        All is applied before this process counts as having read it: another thread that answers
        meanwhile waits here, and sends nothing that is about to be dropped.
        """
        if self.is_behind:
            with self._lock:
                changed, read_to = self._unread()
                for keys in changed:
                    self.note(keys)
                self._epoch, self._read_to = read_to
        return self._count

    def overlaps(self, since: int, keys: Iterable[str]) -> bool:
        """Whether one of these keys changed after the first `since` changes."""
        with self._lock:
            count = self.catch_up()
            if count == since:
                return False
            if not self._recent or self._recent[0][0] > since + 1:
                return True  # nobody remembers
            changed = frozenset().union(*(found for at, found in self._recent if at > since))
        return EVERYTHING in changed or not changed.isdisjoint(keys)

    def _unread(self) -> tuple[list[frozenset[str]], tuple[int, int]]:
        """Return the keys of each change that was not read, and how far the log is read then."""
        epoch, end = self._shared[EPOCH], self._shared[END]
        if epoch != self._epoch or end < self._read_to:
            return [frozenset([EVERYTHING])], (epoch, end)
        data = os.pread(self._log, end - self._read_to, self._read_to)
        if self._shared[EPOCH] != epoch:
            # It began anew while it was read.
            return [frozenset([EVERYTHING])], (self._shared[EPOCH], self._shared[END])
        try:
            return [frozenset(json.loads(line)) for line in data.splitlines()], (epoch, end)
        except ValueError:
            logger.exception("The log of changes could not be read: every page is rendered anew")
            return [frozenset([EVERYTHING])], (epoch, end)

    def _begin_anew(self) -> None:
        self._shared[EPOCH] += 1
        self._shared[END] = 0
        os.ftruncate(self._log, 0)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing."""
        fcntl.flock(self._guard, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._guard, fcntl.LOCK_UN)
