"""Answers kept in memory, bounded by their bytes."""

import sys
import threading
from collections.abc import Callable, Iterable

from parvis.delivery.answers import ENCODING, Answer, Headers
from parvis.delivery.watching import EVERYTHING


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

    def add(self, answer: Answer, encoding: str, headers: Headers, body: bytes) -> None:
        """Keep an answer in one more encoding."""
        with self._lock:
            if encoding in answer.encoded:
                return
            answer.encoded[encoding] = headers, body
            answer.size += ENCODING + len(body)
            if self.answers.get(answer.address) is answer:
                self.size += ENCODING + len(body)
                self._make_room(0)

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
