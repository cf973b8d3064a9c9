"""What many pages are made of is made once, and never outlives what it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.delivery import parts
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts, part
from parvis.delivery.recording import depend_on, recording
from parvis.delivery.watching import EVERYTHING
from tests import factories
from tests.delivery.kept import Kept


class Made:
    """Something that is made, depends on a key, and counts how often it was made."""

    def __init__(self, *keys: str) -> None:
        self.keys, self.times = keys, 0

    def __call__(self) -> int:
        """Make it."""
        depend_on(*self.keys)
        self.times += 1
        return self.times


@pytest.fixture(name="changes")
def _changes(tmp_path: Path) -> Changes:
    return Changes(tmp_path, lambda keys: None)


@pytest.fixture(name="page")
def _page(changes: Changes) -> Iterator[Any]:
    """A page being rendered."""
    with recording(Parts(changes, 60)) as record:
        yield record


def test_a_part_is_made_once(page: Any) -> None:
    menu = Made("menu")
    assert [part("menu", "fr", make=menu) for _time in range(3)] == [1, 1, 1]
    assert part("menu", "en", make=menu) == 2, "another part"


def test_every_page_depends_on_what_its_parts_show(changes: Changes) -> None:
    kept, menu = Parts(changes, 60), Made("menu", "page:3")
    for _page in range(2):
        with recording(kept) as record:
            part("menu", make=menu)
        assert record.keys == {"menu", "page:3"}


@pytest.mark.parametrize(("told", "is_new"), [("menu", True), (EVERYTHING, True), ("tag:1", False)])
def test_a_part_is_made_anew_once_something_it_shows_changed(
    page: Any, changes: Changes, told: str, is_new: bool
) -> None:
    menu = Made("menu")
    part("menu", make=menu)
    changes.tell({told})
    assert part("menu", make=menu) == (2 if is_new else 1)


def test_what_another_process_changed_is_seen_too(
    page: Any, changes: Changes, tmp_path: Path
) -> None:
    menu = Made("menu")
    part("menu", make=menu)
    Changes(tmp_path, lambda keys: None).tell({"menu"})
    assert part("menu", make=menu) == 2


def test_a_part_that_changed_while_it_was_made_is_not_kept(page: Any, changes: Changes) -> None:
    menu = Made("menu")

    def make() -> int:
        made = menu()
        changes.tell({"menu"})
        return made

    assert part("menu", make=make) == 1
    assert part("menu", make=menu) == 2


def test_a_change_between_comparing_and_keeping_is_not_lost(
    page: Any, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu, keep = Made("menu"), page.parts._keep

    def keep_late(*what: Any) -> None:
        changes.tell({"menu"})
        keep(*what)

    monkeypatch.setattr(page.parts, "_keep", keep_late)
    assert part("menu", make=menu) == 1
    assert part("menu", make=menu) == 2


def test_a_part_is_not_kept_of_what_a_page_read_before_a_change(changes: Changes) -> None:
    parts, menu = Parts(changes, 60), Made("menu")
    with recording(parts):
        changes.tell({"menu"})  # of which this page holds what was before
        assert part("menu", make=menu) == 1
    for _time in range(2):
        with recording(parts):
            assert part("menu", make=menu) == 2
    with recording(parts):
        changes.tell({"other"})
        assert part("list", make=Made("list")) == 1
    with recording(parts):
        assert part("list", make=Made("list")) == 1
        assert list(parts.kept["list"])


def test_a_part_of_a_part_counts_for_both(page: Any, changes: Changes) -> None:
    inner, outer = Made("inner"), Made("outer")

    def make() -> int:
        part("inner", make=inner)
        return outer()

    part("outer", make=make)
    assert page.keys == {"inner", "outer"}
    changes.tell({"inner"})
    assert part("outer", make=make) == 2


def test_what_fails_is_tried_again(page: Any) -> None:
    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        part("menu", make=fail)
    assert part("menu", make=lambda: "made") == "made"


def test_a_part_is_not_taken_for_ever(changes: Changes) -> None:
    menu = Made()
    with recording(Parts(changes, 0)):
        assert [part("menu", make=menu) for _time in range(2)] == [1, 2]


def test_there_are_never_more_than_so_many(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 3)
    for number in range(10):
        part("menu", number, make=lambda: "made")
        part("frame", make=lambda: "made")
    assert list(page.parts.kept["menu"]) == [("menu", 7), ("menu", 8), ("menu", 9)]
    assert list(page.parts.kept["frame"]) == [("frame",)], "another kind goes on being kept"


def test_outside_a_page_that_may_be_kept_everything_is_made() -> None:
    menu = Made()
    assert [part("menu", make=menu) for _time in range(2)] == [1, 2]
    with recording():
        assert part("menu", make=menu) == 3


@pytest.mark.django_db
def test_the_frame_and_the_counts_are_asked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    site = Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)
    for number in range(3):
        factories.article(f"Article {number}")
    addresses = ["/fr/blog/", "/fr/blog/article-0/", "/fr/blog/article-1/"]
    for address in addresses:
        assert site.ask(address).status == 200
    seldom = ("home_menuitem", "wagtailcore_site", "COUNT(")
    for address in addresses:
        site.stores[0].answers.clear()
        with CaptureQueriesContext(connection) as asked:
            assert "stored" in site.ask(address).cache
        found = [query["sql"] for query in asked]
        assert found
        assert not [sql for sql in found if any(name in sql for name in seldom)]

    def publish() -> None:
        factories.article("Article 9")

    assert "/fr/blog/" in site.dropped(addresses, publish)
    with CaptureQueriesContext(connection) as asked:
        assert "Article 9" in site.ask("/fr/blog/").body.decode()
    assert any("COUNT(" in query["sql"] for query in asked)
