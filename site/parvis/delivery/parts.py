"""What many pages show alike, made for one of them and kept until something it is made of changes.

The menus, how many articles a tag has, the years there are articles of: such a part is asked of the
database once after each change, whatever the number of pages it stands on, and the size of what is
counted then weighs on no reader. A page depends on all that its parts do.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar

from parvis.delivery.changes import Changes
from parvis.delivery.recording import current, recording
from parvis.delivery.watching import EVERYTHING

Made = TypeVar("Made")
MOST = 2_000  # parts of a kind; then those made first go first


class Part(NamedTuple):
    """A part, the keys of what it is made of, and until when (monotonic seconds) it is taken."""

    made: Any
    keys: frozenset[str]
    until: float


class Parts:
    """The parts of one process. Safe to use from several threads.

    `seconds` is how long a part is taken that nothing is known to have changed in.
    """

    def __init__(self, changes: Changes, seconds: float) -> None:
        self.kept: dict[Hashable, dict[tuple[Hashable, ...], Part]] = {}
        self._changes, self._seconds = changes, seconds
        self._lock = threading.Lock()
        changes.follow(self.drop)

    def get(self, name: tuple[Hashable, ...], make: Callable[[], Any]) -> Part:
        """Return the part of this name, made now where none is kept.

        It is made of what the page holds as well, which may have been read before a change that was
        told since: then it is of this page alone, which is rendered again for the same reason.
        """
        self._changes.catch_up()
        kept = self.find(name)
        if kept is not None:
            return kept
        with recording(self) as record:
            part = Part(make(), frozenset(record.keys), time.monotonic() + self._seconds)
        if not self._changes.overlaps(record.began, part.keys):
            self._keep(name, part)
            if self._changes.overlaps(record.began, part.keys):
                # Told between the two, when there was nothing to drop yet.
                self.drop(part.keys)
        return part

    def catch_up(self) -> int:
        """Drop what changed until now; return how many changes there were."""
        return self._changes.catch_up()

    def find(self, name: tuple[Hashable, ...]) -> Part | None:
        """Return the part of this name where it is kept."""
        kept = self.kept.get(name[0], {}).get(name)
        return kept if kept is not None and kept.until > time.monotonic() else None

    def drop(self, keys: Iterable[str]) -> None:
        """Forget every part that is made of one of these."""
        changed = frozenset(keys)
        with self._lock:
            for kind in self.kept.values():
                for name, part in list(kind.items()):
                    if EVERYTHING in changed or not changed.isdisjoint(part.keys):
                        del kind[name]

    def _keep(self, name: tuple[Hashable, ...], part: Part) -> None:
        with self._lock:
            kind = self.kept.setdefault(name[0], {})
            if name not in kind and len(kind) >= MOST:
                del kind[next(iter(kind))]
            kind[name] = part


def part(*name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what `make` returns, which is not called where that is known.

    `name` tells it from all others, its first member its kind from other kinds: it holds everything
    `make` looks at that is not in the database (the language, say). What is returned is shared by
    many pages: nobody changes it, and it asks the database for nothing more. Outside a page that
    may be kept it is made each time.
    """
    record = current()
    if record is None or record.parts is None:
        return make()
    found = record.parts.get(name, make)
    record.keys.update(found.keys)
    made: Made = found.made
    return made


def are_kept() -> bool:
    """Whether parts are taken from what was made for other pages."""
    record = current()
    return record is not None and record.parts is not None


def is_at_hand(*name: Hashable) -> bool:
    """Whether `part` would return it without making it."""
    record = current()
    if record is None or record.parts is None:
        return False
    record.parts.catch_up()
    return record.parts.find(name) is not None
