"""Answers kept in memory, bounded by their bytes."""

import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from parvis.delivery.watching import EVERYTHING

Headers = list[tuple[str, str]]
# Bytes an answer takes besides its bodies, of 30 keys a third of which no other has: measured with
# tracemalloc over 500 answers.
OVERHEAD = 2_400


@dataclass(slots=True)
class Answer:
    """One page as it is sent: a body and its headers for each encoding, those of a 304 under it.

    `until` is the moment (monotonic seconds) from which it is too old to be served without asking.
    `page` is the id of the Wagtail page it shows, which is counted.
    """

    address: tuple[str, ...]
    bodies: dict[str, bytes]
    headers: dict[str, Headers]
    etag: str
    keys: tuple[str, ...]
    until: float
    page: int | None = None
    was_read: bool = True
    reads: int = 0
    size: int = field(init=False)

    def __post_init__(self) -> None:
        bodies = sum(len(body) for body in self.bodies.values())
        self.size = OVERHEAD + bodies + 8 * len(self.keys)


class Store:
    """The answers of one process. Safe to use from several threads.

    Reading takes no lock: an answer that is read is marked, and the one that makes room is the
    first in a row that was not read since the row was last gone through (second chance).
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.answers: dict[tuple[str, ...], Answer] = {}
        self.size = 0
        self.on_drop: Callable[[list[Answer]], object] | None = None  # is given what is dropped
        self._lock = threading.Lock()

    def put(self, answer: Answer) -> None:
        """Keep an answer in the place of what was kept under its address."""
        if answer.size > self.capacity // 4:
            return
        answer.keys = tuple(map(sys.intern, answer.keys))
        with self._lock:
            self._remove(answer.address)
            self._make_room(answer.size)
            self.answers[answer.address] = answer
            self.size += answer.size

    def drop(self, keys: Iterable[str]) -> list[Answer]:
        """Forget every answer that depends on one of these keys, and return them."""
        changed = frozenset(keys)
        with self._lock:
            gone = [
                answer
                for answer in self.answers.values()
                if EVERYTHING in changed or not changed.isdisjoint(answer.keys)
            ]
            for answer in gone:
                self._remove(answer.address)
        if gone and self.on_drop is not None:
            self.on_drop(gone)
        return gone

    def forget(self, address: tuple[str, ...]) -> None:
        """Forget the answer kept under an address."""
        with self._lock:
            self._remove(address)

    def _make_room(self, size: int) -> None:
        while self.answers and self.size + size > self.capacity:
            address = next(iter(self.answers))
            answer = self.answers[address]
            if answer.was_read:
                # To the end of the row, with its mark taken: a second chance.
                answer.was_read = False
                self.answers[address] = self.answers.pop(address)
            else:
                self._remove(address)

    def _remove(self, address: tuple[str, ...]) -> None:
        answer = self.answers.pop(address, None)
        if answer is not None:
            self.size -= answer.size
