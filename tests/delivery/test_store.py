"""Answers kept in memory: bounded, and dropped by what they depend on."""

import os
import tracemalloc
from statistics import median
from typing import Any

from parvis.delivery.answers import ENCODING, OVERHEAD, Answer
from parvis.delivery.store import Store


def answer(name: str, *keys: str, length: int = 1_000) -> Answer:
    """Make an answer of a length in bytes."""
    body: tuple[list[Any], bytes] = ([], b"x" * length)
    return Answer((name,), {"": body}, name, keys, until=0.0, was_read=False)


def names(store: Store) -> list[str]:
    """Return what is kept."""
    return [address[0] for address in store.answers]


def test_exactly_what_depends_on_a_key_is_dropped() -> None:
    store = Store(100_000)
    store.put(answer("a", "page:1", "articles"))
    store.put(answer("b", "page:2"))
    store.put(answer("c", "page:1"))
    assert [gone.etag for gone in store.drop({"page:1"})] == ["a", "c"]
    assert names(store) == ["b"]
    store.drop({"*"})
    assert names(store) == []
    assert store.size == 0


def test_bytes_are_bounded_and_what_is_read_stays() -> None:
    store = Store(10 * (1_000 + OVERHEAD))
    for number in range(10):
        store.put(answer(str(number)))
    store.answers["0",].was_read = True
    store.put(answer("new"))
    assert store.size <= store.capacity
    assert "0" in names(store)
    assert "1" not in names(store)


def test_what_is_put_again_takes_its_place_once() -> None:
    store = Store(100_000)
    store.put(answer("a"))
    size = store.size
    store.put(answer("a"))
    assert store.size == size


def test_one_answer_does_not_empty_the_store() -> None:
    store = Store(20_000)
    store.put(answer("a"))
    store.put(answer("huge", length=19_000))
    assert names(store) == ["a"]


def test_the_account_is_what_python_takes() -> None:
    names = ["Content-Type", "Vary", "Cache-Control", "Content-Language", "X-Frame-Options"]
    headers = [(name, "of many") for name in [*names, *(f"X-{number}" for number in range(6))]]

    def page(number: int) -> Answer:
        shared = {f"table:{each}" for each in range(10)} | {
            f"set:{each:032x}" for each in range(10)
        }
        own = {f"page:{number}{each}" for each in range(10)}
        return Answer.of(
            ("https", "exemple.be", f"/fr/blog/article-{number}/", ""),
            headers,
            os.urandom(2_000),
            encoding="br",
            keys=shared | own,
            until=float(number),
            page=number,
        )

    store = Store(10**8)
    for number in range(100):
        store.put(page(number))
    in_one, in_two = [], []
    tracemalloc.start()
    try:
        for first in range(100, 600, 100):
            size, taken = store.size, tracemalloc.get_traced_memory()[0]
            for number in range(first, first + 100):
                store.put(page(number))
            in_one.append((store.size - size) / (tracemalloc.get_traced_memory()[0] - taken))
            for answer in list(store.answers.values())[-100:]:
                store.add(answer, "gzip", *answer.in_another("gzip"))
            in_two.append((store.size - size) / (tracemalloc.get_traced_memory()[0] - taken))
    finally:
        tracemalloc.stop()
    # Once in a while Python makes room for more words than these, megabytes at a time.
    assert 0.85 < median(in_one) < 1.2
    assert 0.85 < median(in_two) < 1.2


def test_another_encoding_is_kept_once_and_counted() -> None:
    store = Store(100_000)
    page = answer("a", "page:1")
    store.put(page)
    before = store.size
    for _time in range(2):
        store.add(page, "gzip", [], b"x" * 700)
    assert store.size == page.size == before + ENCODING + 700
    gone = answer("b")
    store.add(gone, "gzip", [], b"x" * 700)
    assert store.size == page.size
    store.drop({"page:1"})
    assert store.size == 0
