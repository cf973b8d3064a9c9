"""Answers kept in memory: bounded, and dropped by what they depend on."""

from parvis.delivery.store import OVERHEAD, Answer, Store


def answer(name: str, *keys: str, length: int = 1_000) -> Answer:
    """Make an answer of a length in bytes."""
    return Answer((name,), {"": b"x" * length}, {}, name, keys, until=0.0, was_read=False)


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
