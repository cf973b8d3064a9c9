"""Pages are counted, visits are not kept."""

import csv
import io
import time
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from parvis.statistics import counting
from parvis.statistics.counting import Tally, forget
from parvis.statistics.models import DailyCount
from tests import factories

pytestmark = pytest.mark.django_db

READER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def tally(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Tally:
    """Count, from nothing."""
    settings.PARVIS_STATISTICS = True
    fresh = Tally()
    monkeypatch.setattr(counting, "tally", fresh)
    return fresh


def counts() -> dict[str, int]:
    """Return what is written, by page."""
    return dict(DailyCount.objects.values_list("page__title", "views"))


def test_a_page_that_is_read_is_counted(client: Client, tally: Tally) -> None:
    page = factories.article("Pont")
    for _time in range(3):
        answer = client.get(page.url, headers=READER)
    assert "Set-Cookie" not in answer
    assert counts() == {}
    tally.write()
    assert counts() == {"Pont": 3}
    client.get(page.url, headers=READER)
    tally.write()
    assert counts() == {"Pont": 4}
    assert DailyCount.objects.get().day == timezone.localdate()


def test_a_day_ends_at_midnight_where_the_site_is(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.article("Pont")
    last = datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC).timestamp()  # 23:59:59 in Brussels
    for moment in (last, last + 0.5, last + 1):
        clock = SimpleNamespace(time=lambda: moment, monotonic=time.monotonic)  # noqa: B023
        monkeypatch.setattr(counting, "time", clock)
        tally.add(page.pk)
    tally.write()
    days = DailyCount.objects.order_by("day").values_list("day", "views")
    assert list(days) == [(date(2026, 6, 30), 2), (date(2026, 7, 1), 1)]


def test_counts_are_written_once_a_minute(
    client: Client, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.article("Pont")
    client.get(page.url, headers=READER)
    assert counts() == {}
    monkeypatch.setattr(counting, "EVERY", -1)
    client.get(page.url, headers=READER)
    assert counts() == {"Pont": 2}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        READER | {"DNT": "1"},
        READER | {"Sec-GPC": "1"},
        READER | {"Sec-Purpose": "prefetch;prerender"},
        READER | {"Cookie": "sessionid=abc"},
    ],
)
def test_who_is_not_a_reader_or_asks_not_to_be_is_not_counted(
    client: Client, tally: Tally, headers: dict[str, str]
) -> None:
    client.get(factories.article("Pont").url, headers=headers)
    tally.write()
    assert counts() == {}


def test_what_is_no_page_is_not_counted(client: Client, tally: Tally, person: Any) -> None:
    page = factories.article("Pont")
    secret = factories.article("Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    for address in ("/fr/nulle-part/", secret.url, "/robots.txt", "/"):
        client.get(address, headers=READER)
    client.head(page.url, headers=READER)
    client.post(page.url, headers=READER)
    client.force_login(person())
    client.get(page.url, headers=READER)
    client.get(f"/admin/pages/{page.pk}/edit/preview/", headers=READER)
    tally.write()
    assert counts() == {}


def test_a_site_that_does_not_count_counts_nothing(
    client: Client, tally: Tally, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.PARVIS_STATISTICS = False
    client.get(factories.article("Pont").url, headers=READER)
    assert not tally.is_due()
    with django_assert_num_queries(2):  # a savepoint, and its release
        tally.write()


def test_a_page_deleted_since_is_left_out(client: Client, tally: Tally) -> None:
    gone, there = factories.article("Gué"), factories.article("Pont")
    for page in (gone, there):
        client.get(page.url, headers=READER)
    gone.delete()
    tally.write()
    assert counts() == {"Pont": 1}


def test_what_cannot_be_written_is_kept(
    client: Client, tally: Tally, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(found: Any) -> None:
        raise DatabaseError("down")

    page = factories.article("Pont")
    client.get(page.url, headers=READER)
    with monkeypatch.context() as down:
        down.setattr(counting, "_write", fail)
        tally.write()
    assert "could not be written" in caplog.text
    client.get(page.url, headers=READER)
    tally.write()
    assert counts() == {"Pont": 2}


def test_two_processes_add_up(tally: Tally) -> None:
    page = factories.article("Pont")
    other = Tally()
    tally.add(page.pk)
    other.add(page.pk)
    tally.write()
    other.write()
    assert counts() == {"Pont": 2}


def test_counts_are_forgotten_when_their_time_is_up(settings: Any) -> None:
    settings.PARVIS_STATISTICS_DAYS = 10
    page, today = factories.article("Pont"), timezone.localdate()
    for days in (9, 10, 11):
        DailyCount.objects.create(page=page, day=today - timedelta(days), views=days)
    assert forget() == 1
    assert sorted(DailyCount.objects.values_list("views", flat=True)) == [9, 10]


def count(page: Any, views: int, days: int = 0) -> None:
    """Write a count of some days ago."""
    DailyCount.objects.create(page=page, day=timezone.localdate() - timedelta(days), views=views)


def test_the_report_gives_the_most_read_first(client: Client, person: Any) -> None:
    bridge, ford = factories.article("Pont"), factories.article("Gué")
    english = factories.article("Bridge", "en")
    for page, views, days in (
        (bridge, 3, 0), (bridge, 4, 5), (ford, 5, 0), (ford, 90, 45), (english, 1, 0),
    ):  # fmt: skip
        count(page, views, days)
    client.force_login(person("Editors"))
    html = client.get("/admin/statistics/").content.decode()
    assert html.index("Pont") < html.index("Gué") < html.index("Bridge")
    assert "3 pages" in " ".join(html.split())
    long_ago = (timezone.localdate() - timedelta(60)).isoformat()
    answer: Any = client.get("/admin/statistics/", {"day_from": long_ago, "export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row[0], row[2]) for row in rows[1:]] == [("Gué", "95"), ("Pont", "7"), ("Bridge", "1")]
    narrowed = {"page__locale": factories.locale("en").pk}
    html = client.get("/admin/statistics/", narrowed).content.decode()
    assert ("Bridge" in html, "Pont" in html) == (True, False)


def test_the_report_says_that_nothing_was_counted(client: Client, person: Any) -> None:
    client.force_login(person("Editors"))
    nothing = "Aucune page que vous modifiez n’a été comptée"
    assert nothing in client.get("/admin/statistics/").content.decode()
    long_ago = {"day_from": (timezone.localdate() - timedelta(60)).isoformat()}
    assert nothing not in client.get("/admin/statistics/", long_ago).content.decode()


def test_it_shows_the_pages_one_edits(client: Client, person: Any, settings: Any) -> None:
    count(factories.article("Pont"), 1)
    client.force_login(person("Translators"))
    assert "Pont" not in client.get("/admin/statistics/").content.decode()
    assert "/admin/statistics/" in client.get("/admin/").content.decode()
    settings.PARVIS_STATISTICS = False
    assert "/admin/statistics/" not in client.get("/admin/").content.decode()
    client.force_login(person("Guests"))
    assert client.get("/admin/statistics/").status_code == 302
