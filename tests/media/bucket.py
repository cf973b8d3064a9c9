"""A small store that speaks enough S3 for ours, and the ways in which one fails."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

KEPT = ("Content-Type", "Cache-Control", "Content-Disposition")


@dataclass
class Kept:
    """An object of the store, with the headers it is served with."""

    content: bytes
    headers: dict[str, str]


@dataclass
class Store:
    """What is in the store, and how it behaves: `mood` is fine, busy, closed, or refuses."""

    address: str = ""
    mood: str = "fine"
    objects: dict[str, Kept] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Answers for the store it is given."""

    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *_said: object) -> None:
        """Keep quiet."""

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def _answer(self, status: int, headers: dict[str, str], content: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _failed(self) -> bool:
        """Fail as the store's mood has it; return whether it did."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.store.asked.append(f"{self.command} {self._key()}")
        self.store.authorizations.append(self.headers.get("Authorization", "") or self.path)
        status = {"busy": 503, "refuses": 403}.get(self.store.mood)
        if self.store.mood == "closed":
            self.close_connection = True
            return True
        if status is not None:
            code = "SlowDown" if status == 503 else "AccessDenied"
            self._answer(status, {}, f"<Error><Code>{code}</Code></Error>".encode())
        return status is not None

    def do_PUT(self) -> None:
        if self._failed():
            return
        headers = {name: self.headers[name] for name in KEPT if self.headers[name]}
        self.store.objects[self._key()] = Kept(self.body, headers)
        self._answer(200, {"ETag": f'"{hashlib.md5(self.body).hexdigest()}"'})  # noqa: S324

    def do_GET(self) -> None:
        if self._failed():
            return
        kept = self.store.objects.get(self._key())
        if kept is None:
            self._answer(404, {}, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        about = {"ETag": '"x"', "Last-Modified": formatdate(usegmt=True)}
        length = {"Content-Length": str(len(kept.content))}
        self._answer(200, kept.headers | about | length, kept.content)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if self._failed():
            return
        self.store.objects.pop(self._key(), None)
        self._answer(204, {})


@contextmanager
def served() -> Iterator[Store]:
    """Serve a store on this machine while the block runs."""
    store = Store()
    handler = type("Own", (Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
