"""Pages kept in front of Django: a WSGI application around another one.

A page that was rendered for one reader is sent to the next from memory, until something it shows
changes. What is kept is decided by `parvis.delivery.middleware`, what it depends on is noted as it
is rendered (`recording`), and changes of every process arrive by `changes`.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from parvis.delivery.addresses import Address, Addresses, Environ
from parvis.delivery.answers import HIT, Answer, Headers
from parvis.delivery.changes import Changes
from parvis.delivery.encodings import PLAIN, accepted
from parvis.delivery.parts import Parts
from parvis.delivery.recording import recording
from parvis.delivery.store import Store

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Count = Callable[[Environ, int], None]
Outage = tuple[float, str, Headers, bytes]

# Between this and Django, in the request's environment.
ASKED = "parvis.delivery.asked"  # the answer may be kept, and is wanted uncompressed
KEPT = "parvis.delivery.kept"  # the answer may be kept indeed
PAGE = "parvis.delivery.page"  # the id of the page that was served
OUTAGE = "parvis.delivery.outage"  # the database did not answer

PATIENCE = 10.0  # seconds a reader waits for a page that is being rendered for another one
RESPITE = 5.0  # seconds for which the database is left in peace once it did not answer
MOST_OUTAGES = 50  # answers to outages that are kept
ATTEMPTS = 2  # at a page that changed while it was rendered
# Seconds one page is rendered alone, at most: a page from memory waits for a turn behind each that
# is being rendered, and a process renders no more pages a second by beginning more of them.
TURN = 0.25
OLD = ("Cache-Status", "Parvis; hit; ttl=-1")
MISS = ("Cache-Status", "Parvis; fwd=miss; stored")
UNKEPT = ("Cache-Status", "Parvis; fwd=miss")
# Browsers and pages have a handful of headers; whoever invents others is not remembered.
MOST_HEADERS = 500


class PageCache:
    """Answers from memory what it can, and asks `application` for the rest.

    `seconds` is how long a page is kept that nothing is known to have changed on.
    """

    def __init__(
        self,
        application: Application,
        store: Store,
        changes: Changes,
        addresses: Addresses,
        *,
        seconds: float,
        count: Count | None = None,
    ) -> None:
        self.application = application
        self.store, self.changes, self.addresses = store, changes, addresses
        self.seconds, self.count = seconds, count
        self.parts = Parts(changes, seconds)
        self._encodings: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}
        self._rendering: dict[Address, threading.Event] = {}
        self._outages: dict[str, Outage] = {}
        self._lock = threading.Lock()
        self._is_rendering = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request."""
        address = self.addresses.of(environ)
        if address is None:
            return self._pass(environ, start)
        if self.changes.is_behind:
            self.changes.catch_up()
        answer = self.store.answers.get(address)
        if answer is not None and answer.until > time.monotonic():
            return self._send(answer, environ, start, HIT)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._pass(environ, start)
        return self._miss(address, answer, environ, start)

    def _pass(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Have answered what is not kept; a page for readers takes a turn, and parts that are."""
        if not self.addresses.is_of_a_page(environ):
            return self.application(environ, start)
        with self._turn(), recording(self.parts):
            return self.application(environ, start)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Render alone, unless the page before takes long: one that waits for the database does."""
        is_alone = self._is_rendering.acquire(timeout=TURN)
        try:
            yield
        finally:
            if is_alone:
                self._is_rendering.release()

    def _miss(
        self, address: Address, old: Answer | None, environ: Environ, start: Start
    ) -> Iterable[bytes]:
        """Render a page; whoever asks for it meanwhile waits, or has an old copy."""
        if outage := self._outage(address):
            return self._bridge(old, environ, start, outage)
        with self._lock:
            rendered = self._rendering.get(address)
            is_first = rendered is None
            if rendered is None:
                rendered = self._rendering[address] = threading.Event()
        if not is_first:
            if old is not None:
                return self._send(old, environ, start, OLD)
            rendered.wait(PATIENCE)
            self.changes.catch_up()
            answer = self.store.answers.get(address)
            if answer is not None:
                return self._send(answer, environ, start, HIT)
            return self._render(address, old, environ, start)
        try:
            return self._render(address, old, environ, start)
        finally:
            with self._lock:
                self._rendering.pop(address, None)
            rendered.set()

    def _render(
        self, address: Address, old: Answer | None, environ: Environ, start: Start
    ) -> Iterable[bytes]:
        environ[ASKED] = True
        # What was kept is of the address without what those who count clicks append to it.
        environ["QUERY_STRING"] = address[3]
        asked: Environ = {
            name: environ.pop(name)
            for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
            if name in environ
        }
        told: list[Any] = []
        for attempt in range(1, ATTEMPTS + 1):
            began = self.changes.catch_up()
            told.clear()
            with self._turn(), recording(self.parts) as record:
                given = self.application(environ, lambda *answer: told.extend(answer))
            is_down = OUTAGE in environ
            if not is_down and self._outages:
                self._outages.pop(_section(address), None)
            if not is_down and not environ.pop(KEPT, False):
                start(*told)
                return given
            body = b"".join(given)
            _close(given)
            if is_down:
                outage = time.monotonic() + RESPITE, told[0], told[1], body
                if old is None:
                    self._note(address, outage)
                return self._bridge(old, environ, start, outage)
            has_changed = self.changes.overlaps(began, record.keys)
            if not has_changed or attempt == ATTEMPTS:
                break
        answer = Answer.of(
            address,
            list(map(self._once, told[1])),
            body,
            encoding=self._encoding(environ.get("HTTP_ACCEPT_ENCODING", "")),
            keys=record.keys,
            until=time.monotonic() + self.seconds,
            page=environ.get(PAGE),
        )
        if not has_changed:
            self.store.put(answer)
            has_changed = self.changes.overlaps(began, record.keys)
        environ.update(asked)
        if has_changed:
            # It may be old already, and nobody would be told so.
            self.store.forget(address)
            return self._send(answer.for_one(), environ, start, UNKEPT, is_counted=True)
        return self._send(answer, environ, start, MISS, is_counted=True)

    def _bridge(
        self, old: Answer | None, environ: Environ, start: Start, outage: Outage
    ) -> Iterable[bytes]:
        """Serve the old page while the database does not answer, or say that it does not."""
        if old is not None:
            old.until = time.monotonic() + RESPITE
            return self._send(old, environ, start, OLD)
        _until, status, headers, body = outage
        start(status, headers)
        return (body,)

    def _note(self, address: Address, outage: Outage) -> None:
        """Have those who ask for other pages of the language told the same at once, for a while.

        They hold up nobody who is served from memory, and do not make it longer.
        """
        section = _section(address)
        with self._lock:
            if section in self._outages or len(self._outages) < MOST_OUTAGES:
                self._outages[section] = outage

    def _outage(self, address: Address) -> Outage | None:
        """Return what to say while the database does not answer; None for who is to ask it.

        After a while one reader asks. The others are told what was so until that one knows: they
        would all wait for a connection, on threads that pages from memory are sent by.
        """
        section, now = _section(address), time.monotonic()
        with self._lock:
            found = self._outages.get(section)
            if found is None or found[0] >= now:
                return found
            self._outages[section] = now + RESPITE, *found[1:]
            return None

    def _send(
        self,
        answer: Answer,
        environ: Environ,
        start: Start,
        status: tuple[str, str],
        *,
        is_counted: bool = False,
    ) -> Iterable[bytes]:
        answer.was_read = True
        answer.reads += status is HIT
        if self.count is not None and answer.page is not None and not is_counted:
            self.count(environ, answer.page)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (answer.etag in known or known.strip() == "*"):
            start("304 Not Modified", answer.unchanged)
            return ()
        encoding = self._encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        found = answer.encoded.get(encoding)
        if found is None:
            found = answer.in_another(encoding)
            if encoding != PLAIN:  # few take that, and it is made as fast as it is sent
                self.store.add(answer, encoding, *found)
        headers, body = found
        if status is not HIT:
            headers = [pair for pair in headers if pair is not HIT] + [status]
        start("200 OK", headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            return ()
        return (body,)

    def _once(self, pair: tuple[str, str]) -> tuple[str, str]:
        """Return the same object for a header that many answers have alike."""
        if len(self._pairs) < MOST_HEADERS:
            return self._pairs.setdefault(pair, pair)
        return self._pairs.get(pair, pair)

    def _encoding(self, header: str) -> str:
        found = self._encodings.get(header)
        if found is None:
            found = accepted(header)
            if len(self._encodings) < MOST_HEADERS:
                self._encodings[header] = found
        return found


def _section(address: Address) -> str:
    """Return the first part of a path: the language it is in."""
    return address[2].strip("/").partition("/")[0]


def _close(given: Any) -> None:
    if close := getattr(given, "close", None):
        close()
