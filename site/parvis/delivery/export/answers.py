"""Asking the site an address without a network, as a reader whom nobody knows."""

import hashlib
import io
import logging
import mimetypes
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from wsgiref.util import FileWrapper

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from parvis.delivery.parts import Parts
from parvis.delivery.process import changes
from parvis.delivery.recording import recording

# Programs are not counted as readers.
NAME = "Parvis export (bot)"


@dataclass
class Answer:
    """What the site answers; its body is read once, by `save`."""

    address: str
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    def header(self, name: str) -> str:
        """Return a header's value; empty where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def type(self) -> str:
        """The type of the content, without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    def save(self, path: Path) -> str:
        """Write the body into a file, and return its digest."""
        digest = hashlib.sha256()
        try:
            with path.open("wb") as file:
                for chunk in self.body:
                    digest.update(chunk)
                    file.write(chunk)
        finally:
            self.close()
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of what the answer holds."""
        if close := getattr(self.body, "close", None):
            close()


class Answers:
    """The site at a public address (`https://blog.example.org`), asked through WSGI."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._public = urlsplit(base)
        self._handler = WSGIHandler()
        self._parts = Parts(changes(), settings.PARVIS_CACHE_SECONDS)

    def get(self, address: str) -> Answer:
        """Ask for an address of the site: a path that is percent-encoded, and its question."""
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _info: Any = None) -> Any:
            told["status"], told["headers"] = status, headers
            return lambda _data: None

        with recording(self._parts):
            body = self._handler(self._environment(address), start)
        code, _, reason = told["status"].partition(" ")
        answer = Answer(address, int(code), reason, told["headers"], body)
        if answer.status == 404 and (kept := _uncollected(address)):
            answer.close()
            return kept
        return answer

    def request_headers(self) -> list[tuple[str, str]]:
        """Return what is sent with every request: no cookie, no language, no encoding."""
        return [("Host", self._public.netloc), ("User-Agent", NAME)]

    def _environment(self, address: str) -> dict[str, Any]:
        path, _, query = address.partition("?")
        is_secure = self._public.scheme == "https"
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI wants the bytes of the path, each as a character.
            "PATH_INFO": unquote(path, encoding="latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self._public.hostname or "localhost",
            "SERVER_PORT": str(self._public.port or (443 if is_secure else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self._public.netloc,
            "HTTP_USER_AGENT": NAME,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._public.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.file_wrapper": FileWrapper,
        }


def public_base() -> str:
    """Return the public address of the site, without a slash, as its readers come to it."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    scheme = "https" if settings.SECURE_SSL_REDIRECT else parts.scheme or "http"
    return f"{scheme}://{parts.netloc}"


@contextmanager
def as_in_production() -> Iterator[None]:
    """Answer as there, whatever the settings: an error is a page, not its traceback.

    What is not found is in the report of the export, and not in the log too. All is asked on one
    connection to the database, which need not end with each answer.
    """
    both = (request_started, request_finished)
    signals = [signal for signal in both if signal.disconnect(close_old_connections)]
    log = logging.getLogger("django.request")
    before, level = settings.DEBUG, log.level
    settings.DEBUG = False
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        settings.DEBUG = before
        log.setLevel(level)
        for signal in signals:
            signal.connect(close_old_connections)


def _uncollected(address: str) -> Answer | None:
    """Return a static file that was not collected, as where no server serves static files."""
    path = unquote(address.partition("?")[0])
    if not settings.STATIC_URL.startswith("/") or not path.startswith(settings.STATIC_URL):
        return None
    try:
        found = finders.find(path.removeprefix(settings.STATIC_URL))
    except SuspiciousFileOperation:
        return None
    if not found or not Path(str(found)).is_file():
        return None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    file = Path(str(found)).open("rb")  # noqa: SIM115 (closed with the answer)
    length = str(Path(str(found)).stat().st_size)
    headers = [("Content-Type", kind), ("Content-Length", length)]
    return Answer(address, 200, "OK", headers, FileWrapper(file))
