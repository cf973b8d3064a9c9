"""The keys of what one connection has written, told to everybody once it is committed."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

ATTRIBUTE = "_parvis_writes"


class Facts(Protocol):
    """What follows from a change of certain rows: facts an app defines about them."""

    kind: str  # the rows' keys begin with it

    def before(self, ids: list[int]) -> dict[int, Any]:
        """Return what is so of each, before it changes."""

    def changed(self, before: dict[int, Any]) -> Iterable[str]:
        """Return the keys of what is otherwise now."""


class Notes(Protocol):
    """What is noted of this process, for those who outlive it."""

    def begin(self) -> None:
        """Something is about to change."""

    def end(self) -> None:
        """It is told, or has not changed."""


_facts: list[Facts] = []
_listeners: list[Callable[[set[str]], None]] = []
_notes: list[Notes] = []


def register_facts(facts: Facts) -> None:
    """Have facts compared before and after each change of the rows they are about."""
    _facts.append(facts)


def listen(listener: Callable[[set[str]], None]) -> None:
    """Call `listener` with the keys of what was committed in this process."""
    _listeners.append(listener)


def note(notes: Notes) -> None:
    """Have it noted from before something changes until it is told."""
    _notes.append(notes)


def tell(keys: set[str]) -> None:
    """Tell whoever listens."""
    for listener in _listeners:
        listener(keys)


class Writes:
    """What a connection has written since it last committed."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.before: list[dict[int, Any]] = [{} for _facts_of in _facts]
        self._tellers: list[Callable[[], None]] = []
        self._listed: Any = None  # the connection's list we last looked for them in
        self._savepoints: list[set[str]] = []
        self._depth = 0
        self._is_noted = False

    @classmethod
    def of(cls, connection: BaseDatabaseWrapper) -> "Writes":
        """Return those of a connection."""
        found: Writes | None = getattr(connection, ATTRIBUTE, None)
        if found is None:
            found = cls()
            setattr(connection, ATTRIBUTE, found)
        return found

    @property
    def is_asking(self) -> bool:
        """Whether the statements that pass are our own questions."""
        return self._depth > 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let the statements of the block pass."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def begin(self, connection: BaseDatabaseWrapper) -> None:
        """Begin to change something; forget what a transaction wrote that was rolled back since."""
        if self.keys and not self._tellers_in(connection):
            self.keys, self.before = set(), [{} for _facts_of in _facts]
        if not self._is_noted:
            self._is_noted = True
            for notes in _notes:
                notes.begin()

    def end(self) -> None:
        """Note that all is told, unless something waits for its commit."""
        if self._is_noted and not self.keys:
            self._is_noted = False
            for notes in _notes:
                notes.end()

    def add(self, keys: Iterable[str]) -> None:
        """Note keys of what is about to change, and the facts about it as they still are."""
        added = set(keys) - self.keys
        self.keys |= added
        for number, facts in enumerate(_facts):
            prefix = f"{facts.kind}:"
            ids = [int(one.removeprefix(prefix)) for one in added if one.startswith(prefix)]
            unknown = [pk for pk in ids if pk not in self.before[number]]
            if unknown:
                with self.asking():
                    found = facts.before(unknown)
                self.before[number] |= {pk: found.get(pk) for pk in unknown}

    def tell_on_commit(self, connection: BaseDatabaseWrapper) -> None:
        """Tell what was written once it is committed; at once where there is no transaction.

        Of a savepoint that is rolled back, what was noted stays, which tells of too much and never
        of too little; but who was to tell is gone, so that another one is asked to.
        """
        savepoints = set(connection.savepoint_ids)
        # The last one first: it is of the savepoint we are in, most often.
        if not any(sids <= savepoints for sids in reversed(self._tellers_in(connection))):
            teller = _Teller(self)
            self._tellers.append(teller)
            self._savepoints.append(savepoints)
            if connection.in_atomic_block or connection.get_autocommit():
                connection.on_commit(teller, robust=True)
            else:
                # Whoever commits by hand: Django calls these once it commits by itself again.
                connection.run_on_commit.append((savepoints, teller, True))

    def _tellers_in(self, connection: BaseDatabaseWrapper) -> list[set[str]]:
        """Return the savepoints of those who are to tell when the transaction ends.

        Django begins another list as it commits and as it rolls back, and only adds to one: what
        was found in it is still there, however much waits for the end of a long transaction.
        """
        if self._listed is not connection.run_on_commit:
            self._listed = connection.run_on_commit
            found = [(set(s), t) for s, t, _robust in self._listed if t in self._tellers]
            self._savepoints = [savepoints for savepoints, _teller in found]
            self._tellers = [teller for _savepoints, teller in found]
        return self._savepoints

    def tell(self) -> None:
        """Tell everybody what was written, and begin anew."""
        keys, self.keys = self.keys, set()
        before, self.before = self.before, [{} for _facts_of in _facts]
        self._tellers, self._listed = [], None
        if not keys:
            self.end()
            return
        for facts, found in zip(_facts, before, strict=True):
            if found:
                try:
                    with self.asking():
                        keys.update(facts.changed(found))
                except DatabaseError:
                    # The change is committed: who cannot say what follows says that all may.
                    logger.exception("What follows from a change is not known: all pages are")
                    keys.add("*")
        tell(keys)
        self.end()


class _Teller:
    """Tells what a connection wrote, when its transaction is committed."""

    def __init__(self, writes: Writes) -> None:
        self._writes = writes

    def __call__(self) -> None:
        self._writes.tell()
