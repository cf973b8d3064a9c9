"""Networks in front of the site (CDN): told to forget the pages that this process forgets.

What they keep longer than the site tells them to ask again (`PARVIS_SHARED_SECONDS`) must be taken
from them when it changes. A thread does so, after the change: nobody waits for a network, and one
that does not answer costs no more than a line in the log.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from parvis.delivery.answers import Answer
from parvis.delivery.changes import Changes
from parvis.delivery.store import Store

logger = logging.getLogger(__name__)

PAUSE = 0.05  # seconds between two looks at what changed, where no reader asks for anything
TIMEOUT = 5.0  # seconds a network is given to answer
ATTEMPTS = 3  # at telling it
MOST = 10_000  # addresses that wait to be told
AT_ONCE = 100  # addresses given to a network in one call


class PurgeByRequest(BaseBackend):
    """A cache that forgets an address when it gets a PURGE request for it: Varnish, nginx, Souin.

    `LOCATION` is where it is asked; the request names the site in its `Host`. Unlike Wagtail's own,
    it gives up on one that does not answer, and raises OSError.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = str(params["LOCATION"]).rstrip("/")

    def purge(self, url: str) -> None:
        """Ask for one address to be forgotten. It says 404 where it did not have it."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        request = Request(  # noqa: S310 (where to ask is a setting)
            f"{self.location}{parts.path}{query}",
            headers={"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme},
            method="PURGE",
        )
        with _opener.open(request, timeout=TIMEOUT):
            pass

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Ask for each."""
        for url in urls:
            self.purge(url)


class _Plain(HTTPRedirectHandler):
    """Follows no redirection; takes *not found* for an answer."""

    def redirect_request(self, *args: Any, **options: Any) -> None:
        """Go nowhere else: another address would be asked for the page, not told to forget it."""

    def http_error_404(self, _request: Any, answer: Any, *_rest: Any) -> Any:
        """Have it that nothing was kept."""
        return answer


_opener = build_opener(_Plain)


class Networks(threading.Thread):
    """Tells every network of the pages that leave the store of this process because they changed.

    It also reads what other processes changed, at once: a reader who asks the network alone would
    never have this process look.
    """

    def __init__(self, store: Store, changes: Changes, backends: dict[str, Any]) -> None:
        super().__init__(name="parvis-networks", daemon=True)
        self.store, self.changes, self.backends = store, changes, backends
        self._gone: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        store.on_drop = self.note

    def note(self, gone: Iterable[Answer]) -> None:
        """Remember to tell of these; it takes no time."""
        with self._lock:
            self._gone.update((url_of(answer.address), None) for answer in gone)
            if (lost := len(self._gone) - MOST) > 0:
                for _one in range(lost):
                    self._gone.popitem(last=False)
                logger.error("%s changed pages stay in the networks until they are old", lost)

    def run(self) -> None:
        """Look for changes and tell of them until the process ends."""
        while not self._is_over.wait(PAUSE):
            self.changes.catch_up()
            self.tell()

    def tell(self) -> None:
        """Tell every network of what has gone since."""
        while urls := self._some():
            for name, backend in self.backends.items():
                self._tell(name, backend, urls)

    def close(self) -> None:
        """End, once what it does is done."""
        self._is_over.set()

    def _some(self) -> list[str]:
        with self._lock:
            return [
                self._gone.popitem(last=False)[0] for _one in range(min(AT_ONCE, len(self._gone)))
            ]

    def _tell(self, name: str, backend: Any, urls: list[str]) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                backend.purge_batch(urls)
            except Exception as error:
                if attempt == ATTEMPTS:
                    logger.exception("“%s” keeps %s changed pages", name, len(urls))
                else:
                    logger.warning("“%s” did not forget %s pages: %s", name, len(urls), error)
                    self._is_over.wait(PAUSE * 10 * attempt)
            else:
                return


def url_of(address: tuple[str, ...]) -> str:
    """Return an address of the store as a URL."""
    scheme, host, path, query = address
    # WSGI hands paths over as Latin-1; readers and networks have their bytes in per cent.
    quoted = quote(path.encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~")
    return f"{scheme}://{host}{quoted}{f'?{query}' if query else ''}"


def tell_networks(store: Store, changes: Changes) -> None:
    """Tell the networks that the settings name, if any, from now on."""
    if backends := get_backends():
        Networks(store, changes, backends).start()
