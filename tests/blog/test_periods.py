"""The years of an archive, and the months of one of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from blog import counting, periods
from blog.keys import ARTICLES, MONTH, month_of
from blog.listing import Listing
from blog.models import ArticlePage
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import key, recording
from parvis.delivery.rows import PAGE
from parvis.delivery.writes import ATTRIBUTE
from tests import factories

pytestmark = pytest.mark.django_db

Commit = Callable[[Callable[[], Any]], None]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """Parts that are told what this process commits."""
    changes = Changes(tmp_path, lambda keys: None)
    monkeypatch.setattr("parvis.delivery.process._made", [changes])
    return Parts(changes, seconds=60)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Callable[..., Any]) -> Commit:
    """Do something, and have it told as when it is committed."""

    def done(act: Callable[[], Any]) -> None:
        # What was written before, in the transaction around the test, is never committed.
        setattr(connection, ATTRIBUTE, None)
        with django_capture_on_commit_callbacks(execute=True):
            act()

    return done


def dated(year: int, month: int = 5) -> ArticlePage:
    """Publish an article at a date."""
    return factories.article(f"Pavé {year}-{month}", date=datetime(year, month, 9, tzinfo=UTC))


def current(client: Client, address: str) -> list[tuple[str, str]]:
    """Return what a page says of periods that is being read, and in which way."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    links = soup.select(".years a[aria-current]")
    return [(link.get_text(), str(link["aria-current"])) for link in links]


def test_a_page_says_which_period_it_is_of(client: Client) -> None:
    for year in (2022, 2024):
        dated(year), dated(year, 6)
    assert current(client, "/fr/blog/") == []
    assert current(client, "/fr/blog/archives/2024/") == [("2024", "page")]
    assert current(client, "/fr/blog/archives/2022/6/") == [("juin", "page"), ("2022", "true")]


def test_periods_are_the_latest_first_with_their_numbers(client: Client) -> None:
    dated(2022), dated(2024, 6), dated(2024)
    soup = BeautifulSoup(client.get("/fr/blog/archives/2024/").content, "html.parser")
    items = [item.get_text(" ", strip=True) for item in soup.select(".years li")]
    assert items == ["juin 1 article", "mai 1 article", "2024 2 articles", "2022 1 article"]


def test_periods_are_written_once_until_articles_or_the_address_change(tmp_path: Path) -> None:
    dated(2024)
    index = factories.blog_index()
    changes = Changes(tmp_path, lambda keys: None)
    with override("fr"), recording(Parts(changes, seconds=60)) as record:
        first = periods.years(index, None, "page")
        assert '<a href="/fr/blog/archives/2024/">2024</a>' in first
        assert {ARTICLES, key(PAGE, index.pk)} <= record.keys
        told = month_of(dated(2025).date)
        assert periods.years(index, None, "page") == first
        changes.tell({ARTICLES, told})
        assert periods.years(index, None, "page").count("<li>") == 2
        index.slug = "journal"
        index.save()
        changes.tell({key(PAGE, index.pk)})
        assert '<a href="/fr/journal/archives/2025/">2025</a>' in periods.years(index, 2024, "page")


@pytest.mark.parametrize("most", [200, 2])
def test_periods_are_those_of_where_the_site_is(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted between dates, or by what each article says where the years are many."""
    monkeypatch.setattr("blog.counting.MOST_YEARS", most)
    last_of_2021 = datetime(2021, 12, 31, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in Brussels
    first_of_2022 = datetime(2021, 12, 31, 23, 0, tzinfo=UTC)
    for number, moment in enumerate((last_of_2021, first_of_2022)):
        factories.article(f"Minuit {number}", date=moment)
    dated(2022, 12), dated(2025)
    factories.article("Brouillon", date=datetime(1950, 1, 1, tzinfo=UTC)).unpublish()
    index = factories.blog_index()
    assert counting.by_year(index) == [(2025, 1), (2022, 2), (2021, 1)]
    found = [(day.isoformat(), count) for day, count in counting.by_month(index)]
    assert found == [*[("2025-05-01", 1), ("2022-12-01", 1), ("2022-01-01", 1), ("2021-12-01", 1)]]
    found = [(day.isoformat(), count) for day, count in counting.of_year(index, 2022)]
    assert found == [("2022-12-01", 1), ("2022-01-01", 1)]


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_at_the_end_of_time_is_counted_too(year: int) -> None:
    factories.article("Loin", date=datetime(year, 12, 30, tzinfo=UTC))
    index = factories.blog_index()
    assert (counting.by_year(index), counting.by_month(index)) == (
        [(year, 1)],
        [(date(year, 12, 1), 1)],
    )


def test_a_publication_has_one_month_counted_anew(kept: Parts, commit: Commit) -> None:
    for year in (2023, 2024):
        dated(year), dated(year, 6)
    index, article = factories.blog_index(), dated(2024, 7)
    with recording(kept) as record:
        assert counting.by_year(index) == [(2024, 3), (2023, 2)]
    months = {each for each in record.keys if each.startswith(f"{MONTH}:")}
    # A key for each of decades of months would be kept with every page.
    assert (ARTICLES in record.keys, months) == (True, set())
    before = set(kept.kept["articles of a month"])
    article.date = datetime(2023, 9, 9, tzinfo=UTC)
    commit(lambda: article.save_revision().publish())
    gone = before - set(kept.kept["articles of a month"])
    assert gone == {
        ("articles of a month", index.locale_id, month)
        for month in (date(2024, 7, 1), date(2023, 9, 1))
    }
    with recording(kept), CaptureQueriesContext(connection) as asked:
        assert counting.by_year(index) == [(2024, 2), (2023, 3)]
    # The ends of time, and the two months at once.
    assert len(asked) == 2
    with recording(kept), CaptureQueriesContext(connection) as asked:
        assert [month for month, _count in counting.by_month(index)] == [
            date(2024, 6, 1), date(2024, 5, 1), date(2023, 9, 1), date(2023, 6, 1), date(2023, 5, 1)
        ]  # fmt: skip
    assert len(asked) == 1


def test_a_month_is_that_of_the_site_and_not_of_the_editor() -> None:
    moment = datetime(2023, 12, 31, 23, 30, tzinfo=UTC)
    with timezone.override("America/New_York"):
        assert month_of(moment) == month_of(date(2024, 1, 9)) == key(MONTH, "2024/1")


COUNTS: dict[str, Callable[[Any, Any], int]] = {
    "years": lambda index, _tag: sum(count for _year, count in index.years()),
    "all": lambda index, _tag: int(index.number_of_articles()),
    "a tag": lambda index, tag: Listing.of(tag).count(index),
    "tags": lambda index, _tag: sum(tag.count for tag in index.tags_with_counts()),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_section_that_turns_private_leaves_the_counts(
    name: str, kept: Parts, commit: Commit
) -> None:
    tag = factories.tag("Eau")
    factories.article("Le pont", tags=[tag])
    hidden, index = factories.article("La gare", tags=[tag]), factories.blog_index()
    with recording(kept):
        assert COUNTS[name](index, tag) == 2
    commit(lambda: PageViewRestriction.objects.create(page=hidden, restriction_type="login"))
    with recording(kept):
        assert COUNTS[name](index, tag) == 1


@pytest.mark.parametrize("period", ["0", "1", "2", "9998", "9999", "12345"])
def test_a_period_without_articles_is_not_found_however_far_away(
    client: Client, period: str
) -> None:
    for address in (period, f"{period}/1", f"{period}/12", f"{period}/13", f"{period}/0"):
        assert client.get(f"/fr/blog/archives/{address}/").status_code == 404


def test_where_there_are_no_articles_there_are_no_periods() -> None:
    index = factories.blog_index()
    assert (counting.by_year(index), counting.by_month(index)) == ([], [])
    assert counting.of_year(index, 2022) == []


def test_there_are_as_many_articles_in_every_language() -> None:
    french = factories.article("Le pont")
    factories.article("The bridge", "en", translation_of=french)
    factories.article("La place")
    factories.article("The station", "en")
    hidden = factories.article("La gare")
    factories.article("The old station", "en", translation_of=hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    secret = factories.article("Le secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    counts = ArticlePage.objects.count_by_locale(lambda articles: articles)
    for code in ("fr", "en"):
        index = factories.blog_index(code)
        assert index.number_of_articles() == counts[index.locale_id] == 4
