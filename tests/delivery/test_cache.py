"""Pages are rendered once and sent from memory, each as it is, to whom they may be sent."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from parvis.delivery import cache as module
from parvis.delivery.changes import Changes
from tests.delivery.fronts import TEXT, Front, meanwhile

BROWSER = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd"}


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("br;q=0, zstd;q=0.1, gzip", "zstd"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=nonsense, gzip;q=0", None),
        ("*", "br"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_is_rendered_once_and_sent_as_each_takes_it(
    front: Front, takes: str, encoding: str | None
) -> None:
    first, second = front.ask(**BROWSER), front.ask(HTTP_ACCEPT_ENCODING=takes)
    assert front.site.asked == ["GET /fr/"]
    assert (first.cache, second.cache) == ("Parvis; fwd=miss; stored", "Parvis; hit")
    assert first.body == second.body == TEXT
    assert second.headers.get("Content-Encoding") == encoding
    assert second.headers["Vary"] == "Cookie"
    assert second.headers["ETag"] == first.headers["ETag"]


def test_a_browser_that_has_the_page_is_told_that_it_is_the_same(front: Front) -> None:
    etag = front.ask().headers["ETag"]
    same = front.ask(HTTP_IF_NONE_MATCH=etag)
    assert (same.status, same.body) == (304, b"")
    assert same.headers["ETag"] == etag
    assert "Content-Encoding" not in same.headers
    assert front.ask(HTTP_IF_NONE_MATCH='W/"other"').status == 200


def test_the_first_reader_with_a_copy_is_told_so_too(front: Front) -> None:
    etag = front.ask().headers["ETag"]
    front.store.drop({"*"})
    assert front.ask(HTTP_IF_NONE_MATCH=etag).status == 304


def test_heads_are_sent_without_a_body(front: Front) -> None:
    front.ask("/fr/", "HEAD")
    assert front.store.answers == {}
    whole = front.ask(**BROWSER)
    head = front.ask("/fr/", "HEAD", **BROWSER)
    assert head.is_hit
    assert head.body == b""
    assert head.headers["Content-Length"] == front.ask(**BROWSER).headers["Content-Length"]
    assert whole.body


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/fr/", "POST", {}),
        ("/admin/", "GET", {}),
        ("/fr/", "GET", {"HTTP_COOKIE": "a=b; sessionid=abc"}),
        ("/fr/", "GET", {"HTTP_AUTHORIZATION": "Basic eHg="}),
        ("/fr/?q=eau", "GET", {}),
        ("/fr/?page=1&page=2", "GET", {}),
        ("/fr/?page", "GET", {}),
        ("/fr/?" + "utm_source=x&" * 100 + "page=2", "GET", {}),
    ],
)
def test_what_is_of_one_reader_is_not_kept(
    front: Front, address: str, method: str, headers: dict[str, str]
) -> None:
    for _time in range(2):
        assert front.ask(address, method, **headers).cache == ""
    assert len(front.site.asked) == 2
    assert front.store.answers == {}


def test_what_the_site_does_not_give_to_everybody_is_not_kept(front: Front) -> None:
    front.site.is_kept = False
    front.ask()
    assert not front.ask().is_hit
    assert len(front.site.asked) == 2


def test_a_session_sees_the_site_though_a_copy_is_kept(front: Front) -> None:
    front.ask()
    front.site.body = b"drafted"
    assert front.ask(HTTP_COOKIE="sessionid=abc").body == b"drafted"
    assert front.ask(HTTP_COOKIE="colour=blue").body == TEXT


def test_tracking_is_no_other_page(front: Front) -> None:
    front.ask("/fr/?utm_source=lettre&page=2&fbclid=xyz")
    assert front.site.queries == "page=2"
    assert front.ask("/fr/?page=2&mtm_campaign=1").is_hit
    assert not front.ask("/fr/?page=3").is_hit
    assert not front.ask("/fr/").is_hit


def test_hosts_and_schemes_are_apart(front: Front) -> None:
    front.ask()
    assert not front.ask(HTTP_HOST="other.example").is_hit
    assert not front.ask(HTTP_X_FORWARDED_PROTO="https").is_hit
    assert front.ask(HTTP_X_FORWARDED_PROTO="https").is_hit
    assert front.ask(HTTP_X_FORWARDED_PROTO="nonsense").is_hit


def test_a_change_drops_exactly_what_shows_it(front: Front) -> None:
    front.ask("/fr/a/")
    front.ask("/fr/b/")
    front.site.body = b"new"
    front.changes.tell({"page:/fr/a/"})
    assert front.ask("/fr/a/").body == b"new"
    assert front.ask("/fr/b/").body == TEXT


def test_a_change_told_by_another_process_is_seen_by_the_next_request(
    front: Front, tmp_path: Path
) -> None:
    front.ask()
    Changes(tmp_path, lambda keys: None).tell({"page:/fr/"})
    assert not front.ask().is_hit


def test_a_page_that_changes_while_it_is_rendered_is_rendered_again(front: Front) -> None:
    def change() -> None:
        front.site.while_rendering = lambda: None
        front.site.body = b"after"
        front.changes.tell({"page:/fr/"})

    front.site.while_rendering = change
    assert front.ask().body == b"after"
    assert front.ask().body == b"after"
    assert len(front.site.asked) == 2


def test_a_page_that_changes_as_it_is_put_away_is_not_kept(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = front.store.put

    def put_late(answer: Any) -> None:
        front.changes.tell({"page:/fr/"})  # there is nothing to drop yet
        put(answer)

    monkeypatch.setattr(front.store, "put", put_late)
    assert front.ask().cache == "Parvis; fwd=miss"
    assert front.store.answers == {}
    monkeypatch.undo()
    front.site.body = b"new"
    assert front.ask().body == b"new"


def test_a_page_that_never_stops_changing_is_served_and_not_kept(front: Front) -> None:
    front.site.while_rendering = lambda: front.changes.tell({"page:/fr/"})
    given = front.ask()
    assert given.body == TEXT
    assert len(front.site.asked) == module.ATTEMPTS
    assert front.store.answers == {}
    # No network in front keeps what nobody would tell it to forget.
    assert given.headers["Cache-Control"] == "private, no-cache"
    assert given.cache == "Parvis; fwd=miss"


def test_readers_who_ask_at_once_cost_one_rendering(front: Front) -> None:
    front.site.while_rendering = lambda: time.sleep(0.2)
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda: answers.append(front.ask())) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.body for answer in answers} == {TEXT}
    assert front.site.asked == ["GET /fr/"]


def test_a_rendering_that_fails_frees_those_who_wait(front: Front) -> None:
    def fail() -> None:
        front.site.while_rendering = lambda: None
        raise ValueError("broken")

    front.site.while_rendering = fail
    with pytest.raises(ValueError, match="broken"):
        front.ask()
    assert front.ask().body == TEXT


def test_an_old_page_is_served_while_one_reader_has_it_rendered(tmp_path: Path) -> None:
    front = Front(tmp_path, seconds=0.0)
    front.ask()
    front.site.body = b"new"
    seen: list[Any] = []
    front.site.while_rendering = lambda: seen.append(meanwhile(front.ask))
    assert front.ask().body == b"new"
    assert seen[0].body == TEXT
    assert "ttl=-1" in seen[0].cache


def test_pages_are_counted_as_they_are_sent_from_memory(front: Front) -> None:
    front.ask()
    assert front.counted == []  # the site counts what it renders itself
    front.ask()
    front.ask(HTTP_IF_NONE_MATCH="*")
    assert front.counted == [12, 12]
