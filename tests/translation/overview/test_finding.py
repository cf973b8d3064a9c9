"""Pages in one state are found without looking at all: a part at a time, and each once."""

import csv
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Page

from parvis.translation.overview import finding
from parvis.translation.workbench.models import Exemption
from tests import factories
from tests.translation.overview.conftest import matrix_of, titles
from tests.translation.overview.facts import THEN, write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of 120 pages that are missing in English, looked for a few at a time."""
    monkeypatch.setattr(finding, "LOOKED_AT", 110)
    home, french = factories.blog_index("fr").get_parent(), factories.locale("fr")
    names = [f"Page {number:03}" for number in range(120)]
    for name in names:
        write_page(home, uuid4(), french, name, live=True, last_published_at=THEN)
    return names


def test_pages_are_numbered_as_far_as_they_are_known(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    first = ask(administrator, **asked)
    assert titles(first) == many[:50]
    assert not first.context["is_whole"]
    assert first.context["total"] == 110
    text = first.content.decode()
    assert "At least 110" in text
    assert "p=2" in text
    assert "Page 1 of" not in text
    assert titles(ask(administrator, **asked, p=2)) == many[50:100]
    for number in (3, 4, 10**6):
        last = ask(administrator, **asked, p=number)
        assert titles(last) == many[100:]
        assert last.context["total"] == 120
        assert last.context["is_whole"]
    for wrong in ("0", "-1", "x", "²"):
        assert titles(ask(administrator, **asked, p=wrong)) == many[:50]


def test_all_are_counted_where_somebody_asks(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    first = ask(administrator, state="missing", words="Page")
    counted = administrator.get(first.context["count_address"])
    assert counted.context["total"] == 120
    assert counted.context["is_whole"]
    assert titles(counted) == many[:50]
    assert "Page 1 of 3" in counted.content.decode()


def test_a_file_holds_all_that_are_in_the_state(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    answer = ask(administrator, **asked, export="csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line["Title"] for line in csv.DictReader(lines)] == many
    answer = ask(administrator, **asked, p=2, export="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == many


def test_a_page_far_down_is_looked_for_once(many: list[str]) -> None:
    locales = [factories.locale("fr"), factories.locale("en")]

    def cost(number: int) -> tuple[int, list[str]]:
        matrix = matrix_of(locales, state="missing", words="Page")
        with CaptureQueriesContext(connection) as queries:
            matrix.search.look(number)
        names = Page.objects.in_bulk(matrix.search.found)
        return len(queries), [names[pk].title for pk in matrix.search.found]

    assert cost(55) == (2, many[:110])
    assert cost(56) == (1, many)


def test_a_state_takes_the_same_queries_among_few_and_many(
    administrator: Client, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, french = factories.blog_index("fr").get_parent(), factories.locale("fr")
    factories.article("Autre chose")
    exempt = factories.article("Un avis local")
    Exemption.objects.create(
        translation_key=exempt.translation_key, locale=factories.locale("en"), reason="Local"
    )
    monkeypatch.setattr(finding, "LOOKED_AT", 110)

    def cost(state: str) -> int:
        ask(administrator, state=state)
        with CaptureQueriesContext(connection) as queries:
            ask(administrator, state=state)
        return len(queries)

    few = [cost("missing"), cost("exempt")]
    for number in range(200):
        write_page(home, uuid4(), french, f"A {number:03}", live=True, last_published_at=THEN)
    many = [cost("missing"), cost("exempt")]
    assert many[0] == few[0]
    # What is rare is looked for among what can be: two queries more, however many pages there are.
    assert many[1] <= few[1] + 2
    assert max(many) <= 30
