"""Django with two caches in front, as two processes of one machine have them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connection, connections

from parvis.delivery.addresses import Addresses
from parvis.delivery.cache import PageCache
from parvis.delivery.changes import Changes
from parvis.delivery.store import Store
from parvis.delivery.writes import ATTRIBUTE
from tests.delivery.readers import Given, ask


class Kept:
    """A site whose pages are kept by two processes; what is written is told by a third."""

    def __init__(self, folder: Path, monkeypatch: Any, capture: Any) -> None:
        self.site: Any = get_wsgi_application()
        self.capture = capture
        self.stores = [Store(10**7), Store(10**7)]
        self.fronts = [self._front(folder, store) for store in self.stores]
        writer = Changes(folder, lambda keys: None)
        monkeypatch.setattr("parvis.delivery.process._made", [writer])
        # An answer ends with its connection; the test’s own has the transaction around the test.
        own = connections[DEFAULT_DB_ALIAS]
        monkeypatch.setattr(own, "close_if_unusable_or_obsolete", lambda: None)

    def _front(self, folder: Path, store: Store) -> PageCache:
        addresses = Addresses(
            session_cookie=settings.SESSION_COOKIE_NAME, passed=["/admin/"], parameters=["page"]
        )
        changes = Changes(folder, store.drop)
        return PageCache(self.site, store, changes, addresses, seconds=3_600)

    def ask(self, address: str) -> Given:
        """Ask the first process."""
        return ask(self.fronts[0], address)

    def fresh(self, address: str) -> Given:
        """Have the page rendered."""
        return ask(self.site, address)

    def fill(self, addresses: Iterable[str]) -> None:
        """Have every page kept by both processes."""
        for address in addresses:
            for front in self.fronts:
                ask(front, address)

    def dropped(self, addresses: Iterable[str], act: Callable[[], Any]) -> set[str]:
        """Do something, and return which of the pages that were kept are kept no longer."""
        addresses = list(addresses)
        self.fill(addresses)
        before = {address for address in addresses if self._keeps(address)}
        self.commit(act)
        for front in self.fronts:
            front.changes.catch_up()
        return {address for address in before if not self._keeps(address)}

    def commit(self, act: Callable[[], Any]) -> None:
        """Do something, and have it told as when it is committed."""
        # What was written before, in the transaction around the test, is never committed.
        setattr(connection, ATTRIBUTE, None)
        with self.capture(execute=True):
            act()

    def stale(self, addresses: Iterable[str]) -> dict[str, int]:
        """Return the pages a process would send otherwise than they are, with its number."""
        found = {}
        for address in addresses:
            fresh = self.fresh(address)
            for number, front in enumerate(self.fronts):
                given = ask(front, address)
                if (given.status, given.body) != (fresh.status, fresh.body):
                    found[address] = number
        return found

    def outdated(self, addresses: Iterable[str]) -> list[str]:
        """Return the pages the first process keeps and would not send as they are; keep the rest.

        What it does not keep it renders, like `fresh`: that cannot be old, and is not compared.
        """
        found = []
        self.fronts[0].changes.catch_up()
        for address in addresses:
            is_kept = self._keeps(address)
            given = self.ask(address)
            if is_kept and (given.status, given.body) != (200, self.fresh(address).body):
                found.append(address)
        return found

    def _keeps(self, address: str) -> bool:
        path, _question_mark, query = address.partition("?")
        return ("http", "testserver", path, query) in self.stores[0].answers
