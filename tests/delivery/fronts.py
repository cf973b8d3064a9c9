"""The page cache in front of an application that says what it does."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parvis.delivery.addresses import Addresses
from parvis.delivery.cache import KEPT, OUTAGE, PAGE, PageCache
from parvis.delivery.changes import Changes
from parvis.delivery.recording import current
from parvis.delivery.store import Store
from tests.delivery.readers import ask

TEXT = b"<p>Une place, des pierres.</p>" * 40


class Site:
    """An application that counts what it is asked, and can be told what to do."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.body = TEXT
        self.is_kept = True
        self.is_down = False
        self.while_rendering: Any = lambda: None

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        self.queries = environ["QUERY_STRING"]
        if self.is_down:
            environ[OUTAGE] = True
            start("503 Service Unavailable", [("Retry-After", "10")])
            return iter([b"Back in a moment"])
        record = current()
        if record is not None:
            record.keys.add(f"page:{environ['PATH_INFO']}")
        body = self.body
        self.while_rendering()
        headers = [("Content-Type", "text/html"), ("Cache-Control", "public"), ("Vary", "Cookie")]
        if self.is_kept:
            environ[KEPT] = True
            environ[PAGE] = 12
        start("200 OK", headers)
        return iter([body])


class Front:
    """A site with its cache."""

    def __init__(self, folder: Path, seconds: float = 60.0) -> None:
        self.site, self.store = Site(), Store(10**6)
        self.counted: list[int] = []
        self.changes = Changes(folder, self.store.drop)
        addresses = Addresses(
            session_cookie="sessionid",
            passed=["/admin/"],
            parameters=["page"],
            secure_header=("HTTP_X_FORWARDED_PROTO", "https"),
        )
        self.cache = PageCache(
            self.site,
            self.store,
            self.changes,
            addresses,
            seconds=seconds,
            count=lambda environ, page: self.counted.append(page),
        )

    def ask(self, address: str = "/fr/", method: str = "GET", **headers: str) -> Any:
        """Ask the cache."""
        return ask(self.cache, address, method, **headers)


def meanwhile(call: Any) -> Any:
    """Call something in another thread, and return what it gives."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()
    thread.join()
    return found[0]
