"""Asking a site as a reader's browser does: the application itself, or a server over HTTP."""

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import brotli
import zstandard
from django.utils.datastructures import CaseInsensitiveMapping


@dataclass(frozen=True)
class Given:
    """An answer, its headers named in any case."""

    status: int
    headers: CaseInsensitiveMapping[str]
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
    """Ask an application, and decompress what it answers; headers are named as in WSGI."""
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
    told_of = CaseInsensitiveMapping(told[1])
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstandard.decompress}.get(
        told_of.get("Content-Encoding", "")
    )
    return Given(int(told[0].split()[0]), told_of, decode(body) if decode and body else body)


def read(
    connection: HTTPConnection, address: str, headers: Mapping[str, str], method: str = "GET"
) -> Given:
    """Ask a server, and leave the answer as it came over the wire."""
    connection.request(method, address, headers=dict(headers))
    given = connection.getresponse()
    return Given(given.status, CaseInsensitiveMapping(given.getheaders()), given.read())
