"""A site that two processes serve and two others change at once: what is sent is what it is."""

import random
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from difflib import unified_diff
from functools import partial
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.delivery.acts import ACTS
from tests.delivery.databases import copied
from tests.delivery.processes import Site, serving, until
from tests.delivery.readers import Given, read

# Whoever is marked so is run on both engines; the database of the tests themselves is not asked.
pytestmark = pytest.mark.django_db

LATE = 0.1  # seconds after a change was acknowledged
HEARD = 10.0  # seconds, for a machine that does other things too; usually some thousandths
LISTS = ("/fr/", "/en/", "/fr/blog/", "/en/blog/")  # nearly every act changes one of them
LOOKED_AT = 5  # other pages after each round
FROM_ELSEWHERE = 25  # other pages after each change of another machine
DIFFERENT = 20  # lines of a page that are told


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Site]:
    """A site with two workers."""
    data = tmp_path_factory.mktemp("written")
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            url = stack.enter_context(copied(data))
        yield stack.enter_context(serving(Site(data, url, is_alone=True)))


@contextmanager
def read_meanwhile(site: Site, addresses: list[str]) -> Iterator[None]:
    """Have pages rendered without pause, whatever is being written."""
    is_over = threading.Event()

    drawn = random.Random(1)  # noqa: S311 (the same pages at each run)

    def run() -> None:
        while not is_over.is_set():
            site.get(drawn.choice(addresses))

    reader = threading.Thread(target=run)
    reader.start()
    try:
        yield
    finally:
        is_over.set()
        reader.join()


def different(given: Given, now: Given) -> list[str]:
    """Return the first lines in which what was sent is not what is."""
    sent, fresh = ([str(each.status), *each.body.decode().splitlines()] for each in (given, now))
    return list(islice(unified_diff(sent, fresh, "sent", "is", lineterm="", n=0), DIFFERENT))


def outdated(site: Site, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return the pages that a worker sends otherwise than they are, with the lines that differ."""
    found = {}
    with site.connections() as connections:
        for address in addresses:
            # Rendered for one who names themselves, and for no other.
            now = read(connections[0], address, {"Authorization": "Basic eHg="})
            assert not now.cache
            sent = [read(connection, address, {}) for connection in connections]
            for given in sent:
                if (given.status, given.body) != (now.status, now.body):
                    found[address] = different(given, now)
    return found


def is_current(site: Site, addresses: Iterable[str]) -> bool:
    """Return whether every worker sends these pages as they are."""
    return not outdated(site, addresses)


def test_no_page_is_sent_as_it_was_before_an_acknowledged_change(site: Site) -> None:
    drawn = random.Random(7)  # noqa: S311 (the same acts at each run)
    # Each once, and each beside another.
    names = sorted(ACTS)
    drawn.shuffle(names)
    rounds = list(zip(names[::2], [*names[1::2], "publish"], strict=False))
    done: list[tuple[str, int, Any]] = []
    with site.writer() as one, site.writer() as other:
        known: list[str] = one.ask("addresses")
        with read_meanwhile(site, known):
            for pair in rounds:
                acts = [(name, drawn.randrange(10_000)) for name in pair]
                for writer, act in zip((one, other), acts, strict=True):
                    writer.begin(*act)
                done += [
                    (*act, writer.end()) for writer, act in zip((one, other), acts, strict=True)
                ]
                time.sleep(LATE)
                known += [found for found in one.ask("addresses") if found not in known]
                assert outdated(site, [*LISTS, *drawn.sample(known, LOOKED_AT)]) == {}, done
        assert outdated(site, known) == {}, done
    refused = [act for act in done if act[2] is not None]
    assert len(refused) < len(rounds), refused


if connection.vendor == "postgresql":

    def test_what_another_machine_does_is_heard_at_once(site: Site, tmp_path: Path) -> None:
        drawn = random.Random(5)  # noqa: S311 (the same pages at each run)
        with site.writer(data=tmp_path) as elsewhere:
            known = elsewhere.ask("addresses")
            for number, name in enumerate(("publish", "edit", "rename_tag", "unpublish")):
                looked_at = [*LISTS, *drawn.sample(known, FROM_ELSEWHERE)]
                with site.connections() as connections:
                    for address, connection in product(looked_at, connections):
                        read(connection, address, {})
                assert elsewhere.ask(name, number) is None
                # What is not heard is not shown before a page is old, much later.
                until(partial(is_current, site, looked_at), HEARD)


@pytest.mark.one_engine
def test_what_was_read_most_is_ready_after_a_restart(site: Site) -> None:
    # No other test asks for the second page of a feed, which is noted as soon as it is read again.
    favourites, unread = ["/fr/", "/en/blog/"], "/en/blog/feed/json/?page=2"
    for address in favourites * 3:
        site.ask_all(address)
    site.stop()
    site.start()

    def are_ready() -> bool:
        # Who asks for the head alone has nothing rendered for others.
        return all(
            given.is_hit for address in favourites for given in site.ask_all(address, method="HEAD")
        )

    until(are_ready)
    for address in favourites:
        assert all(given.is_hit for given in site.ask_all(address))
    assert not any(given.is_hit for given in site.ask_all(unread))
    assert all(given.is_hit for given in site.ask_all(unread))
