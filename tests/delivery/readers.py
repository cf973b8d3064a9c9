"""Asking a WSGI application as a reader's browser does."""

import gzip
import io
from dataclasses import dataclass
from typing import Any

import brotli


@dataclass
class Given:
    """An answer, decompressed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cache(self) -> str:
        """What the cache says of itself; empty where it says nothing."""
        return self.headers.get("Cache-Status", "")

    @property
    def is_hit(self) -> bool:
        """Whether it came from memory."""
        return self.cache.startswith("Parvis; hit")


def ask(application: Any, address: str, method: str = "GET", **headers: str) -> Given:
    """Ask for an address; headers are named as in WSGI."""
    path, _question_mark, query = address.partition("?")
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **headers,
    }
    given = application(environ, lambda *answer: told.extend(answer))
    body = b"".join(given)
    if close := getattr(given, "close", None):
        close()
    names = dict(told[1])
    decode = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
        names.get("Content-Encoding", "")
    )
    return Given(int(told[0].split()[0]), names, decode(body) if decode and body else body)
