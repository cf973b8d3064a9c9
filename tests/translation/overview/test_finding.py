"""A list is found along its order: a part at a time, at the same cost among few and among many."""

import csv
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Locale, Page
from wagtail_localize import models as localize

from blog.models import Tag
from parvis.delivery.planning import look_at_tables
from parvis.translation.overview import indexes, matrix
from parvis.translation.overview.finding import Place, originals
from tests import factories
from tests.translation.overview.conftest import matrix_of, read_through, titles
from tests.translation.overview.facts import THEN, write_page, write_source

pytestmark = pytest.mark.django_db

GRAIN = 10  # steps of SQLite


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of 120 pages that are missing in English, more than are counted."""
    monkeypatch.setattr(matrix, "COUNTED", 110)
    monkeypatch.setattr(matrix, "COUNTED_IN_A_STATE", 110)
    home, french = factories.blog_index("fr").get_parent(), factories.locale("fr")
    names = [f"Page {number:03}" for number in range(120)]
    for name in names:
        write_page(home, uuid4(), french, name, live=True, last_published_at=THEN)
    return names


@pytest.mark.parametrize("state", [{}, {"state": "missing"}])
def test_a_long_list_leads_on_and_back(
    administrator: Client, ask: Any, many: list[str], state: dict[str, str]
) -> None:
    asked = state | {"words": "Page"}
    first = ask(administrator, **asked)
    assert titles(first) == many[:50]
    text = first.content.decode()
    assert "More than 110" in text
    assert "Page 1 of" not in text
    assert "Previous" not in text
    second = administrator.get(first.context["after_address"])
    assert titles(second) == many[50:100]
    assert "More than" not in second.content.decode()
    assert "Count all" in second.content.decode()
    last = administrator.get(second.context["after_address"])
    assert titles(last) == many[100:]
    assert not last.context["after_address"]
    before = administrator.get(last.context["before_address"])
    assert titles(before) == many[50:100]
    assert titles(administrator.get(before.context["before_address"])) == many[:50]


def test_places_that_are_none_show_the_beginning(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    for wrong in ("", "x", "~", "x~page 050", "1", "1~\0", f"{10**30}~"):
        assert titles(ask(administrator, **asked, after=wrong)) == many[:50]
        assert titles(ask(administrator, **asked, before=wrong)) == many[:50]
    for wrong in ("1~yesterday", "1~2026-13-01", "1~2026-01-01T00:00:00"):
        assert titles(ask(administrator, **asked, sort="published", after=wrong)) == many[:50]
    # What lay after it is gone.
    assert titles(ask(administrator, **asked, after="1~page 2")) == many[-50:]


def test_another_order_begins_at_its_beginning(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    first = ask(administrator, words="Page")
    second = administrator.get(first.context["after_address"])
    kept = [second.context["count_address"], *(address for address, *_ in second.context["sorts"])]
    kept += [address for _name, address in second.context["exports"]]
    assert all("words=Page" in address for address in kept)
    assert not any("after" in address for address in kept)


def test_all_are_counted_where_somebody_asks(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    first = ask(administrator, state="missing", words="Page")
    counted = administrator.get(first.context["count_address"])
    assert counted.context["shown"].total == 120
    assert titles(counted) == many[:50]
    assert "Page 1 of 3" in counted.content.decode()
    for number in ("3", "4", str(10**6)):
        last = ask(administrator, state="missing", words="Page", counted=1, p=number)
        assert titles(last) == many[100:]
    for wrong in ("0", "-1", "x", "²"):
        assert len(titles(ask(administrator, words="Page", counted=1, p=wrong))) in (20, 50)


def test_a_file_holds_all_that_are_in_the_state(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    answer = ask(administrator, **asked, export="csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line["Title"] for line in csv.DictReader(lines)] == many
    answer = ask(administrator, **asked, after="1~page 05", export="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == many


@pytest.mark.parametrize("sort", ["title", "published", "-published"])
@pytest.mark.parametrize("state", [{}, {"state": "missing"}])
def test_every_page_is_shown_once_in_each_order(
    monkeypatch: pytest.MonkeyPatch, sort: str, state: dict[str, str]
) -> None:
    for name, number in (("PER_PAGE", 2), ("COUNTED", 2), ("COUNTED_IN_A_STATE", 2)):
        monkeypatch.setattr(matrix, name, number)
    locales = [factories.locale("fr"), factories.locale("en")]
    home = factories.blog_index("fr").get_parent()
    # The same title, the same moment, none: of a draft that was submitted once.
    for hours, title in (
        (1, "b"),
        (None, "B"),
        (1, "É"),
        (2, "a"),
        (None, "b"),
        (2, "a"),
        (3, "z"),
    ):
        at = None if hours is None else THEN + timedelta(hours=hours)
        page = write_page(home, uuid4(), locales[0], title, live=True, last_published_at=at)
        localize.TranslatableObject.objects.create(
            translation_key=page.translation_key, content_type=page.content_type
        )
    asked = {"sort": sort, **state}
    all_of_them = matrix_of(locales, **asked).keys
    assert len(all_of_them) >= 7
    assert read_through(locales, **asked) == (all_of_them, all_of_them)
    moments = dict(Page.objects.values_list("pk", "last_published_at"))
    if sort != "title":
        known = [moments[pk] for pk in all_of_them if moments[pk]]
        assert known == sorted(known, reverse=sort.startswith("-"))
        assert all(moments[pk] is None for pk in all_of_them[len(known) :])


def test_snippets_are_read_through_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "PER_PAGE", 2)
    monkeypatch.setattr(matrix, "COUNTED", 2)
    locales = [factories.locale("fr"), factories.locale("en")]
    tags = [factories.tag(name).pk for name in ("b", "a", "d", "c", "e")]
    kind = str(localize.ContentType.objects.get_for_model(Tag).pk)
    wanted = [tags[1], tags[0], tags[3], tags[2], tags[4]]
    assert read_through(locales, type=kind) == (wanted, wanted)
    assert set(originals(Tag).values_list("pk", flat=True)) == set(tags)


def test_the_indexes_are_there_and_made_again_where_they_are_lost() -> None:
    def known() -> set[str]:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, Page._meta.db_table)
        return indexes.INDEXES.keys() & found.keys()

    assert known() == indexes.INDEXES.keys()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX parvis_pages_by_title")
    assert known() == {"parvis_pages_by_publication"}
    indexes.make(using="default")
    assert known() == indexes.INDEXES.keys()


class Site:
    """A site that grows by pages and their English, half of them behind."""

    def __init__(self) -> None:
        self.home = factories.blog_index("fr").get_parent()
        self.french, self.english = factories.locale("fr"), factories.locale("en")
        self.number = 0

    def grow(self, number: int) -> None:
        """Write as many originals; of three, one is missing, one behind and one up to date."""
        for count in range(self.number, self.number + number):
            fields = {"live": True, "last_published_at": THEN + timedelta(minutes=count)}
            key, title = uuid4(), f"Page {count:05}"
            page = write_page(self.home, key, self.french, title, **fields)
            if count % 3 == 0:
                continue
            write_page(self.home, key, self.english, f"{title} en", **fields)
            localize.TranslatableObject.objects.create(
                translation_key=key, content_type=page.content_type
            )
            source = write_source(page, self.french, 0)
            localize.Translation.objects.create(source=source, target_locale=self.english)
            for segment in source.stringsegment_set.order_by("order")[: count % 3]:
                localize.StringTranslation.objects.create(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=self.english,
                    data="Words",
                )
        self.number += number


ASKED: dict[str, dict[str, str]] = {
    "all": {},
    "published": {"sort": "-published"},
    "missing": {"state": "missing"},
    "behind": {"state": "behind"},
    "current": {"state": "current"},
    "behind, published": {"state": "behind", "sort": "published"},
    "exempt, of which there is none": {"state": "exempt"},
    "in review, of which there is none": {"state": "awaiting-review"},
}


def steps(locales: list[Locale], part: dict[str, Any], asked: dict[str, str]) -> tuple[Any, int]:
    """Return what is shown, and what it took: steps of SQLite, elsewhere queries."""
    taken = [0]

    def count() -> int:
        taken[0] += GRAIN
        return 0

    is_counted = connection.vendor == "sqlite"
    connection.ensure_connection()
    if is_counted:
        connection.connection.set_progress_handler(count, GRAIN)
    with CaptureQueriesContext(connection) as queries:
        found = matrix_of(locales, **asked)
        shown = found.page(**part)
        list(found.filters.fields["owner"].queryset)  # what can be chosen is shown too
    if is_counted:
        connection.connection.set_progress_handler(None, GRAIN)
    return shown, taken[0] if is_counted else len(queries)


def test_a_page_costs_the_same_among_few_and_many_however_far_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, number in (("PER_PAGE", 5), ("COUNTED", 10), ("COUNTED_IN_A_STATE", 10)):
        monkeypatch.setattr(matrix, name, number)
    site, locales = Site(), [factories.locale("fr"), factories.locale("en")]

    def cost() -> dict[str, int]:
        look_at_tables()
        found = {}
        for name, asked in ASKED.items():
            _shown, found[name] = steps(locales, {}, asked)
            for pk in matrix_of(locales, **asked).keys[-10:-9]:
                page = Page.objects.get(pk=pk)
                value = page.last_published_at if "sort" in asked else page.title.lower()
                place = str(Place(value, pk))
                shown, found[f"{name}, far down"] = steps(locales, {"after": place}, asked)
                assert (shown.total, len(shown.rows)) == (None, 5)
                shown, found[f"{name}, back"] = steps(locales, {"before": place}, asked)
                assert (shown.total, len(shown.rows)) == (None, 5)
        return found

    site.grow(75)
    few = cost()
    assert len(few) == len(ASKED) + 2 * (len(ASKED) - 2)
    site.grow(600)
    many = cost()
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.3 + 500}
    assert grown == {}
