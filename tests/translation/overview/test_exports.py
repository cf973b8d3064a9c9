"""What is filtered, as a file for a spreadsheet that no title can turn into a formula."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from blog.models import ArticlePage
from parvis.translation.overview import matrix
from parvis.translation.overview.exports import export
from parvis.translation.overview.filters import FilterForm
from parvis.translation.overview.matrix import Matrix
from parvis.translation.workbench.models import Assignment, Exemption
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


def lines(client: Client, ask: Any, **asked: Any) -> list[dict[str, str]]:
    """Return the rows of a CSV file as a reader takes them."""
    answer = ask(client, export="csv", **asked)
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_a_file_holds_what_is_filtered_and_who_has_it(
    administrator: Client, submitted: ArticlePage, ask: Any
) -> None:
    factories.article("Autre chose")
    Assignment.objects.create(
        translation=documents.translation_of(submitted),
        team=Group.objects.get(name="Translators"),
        due="2026-12-24",
    )
    rows = lines(administrator, ask, state="in-progress")
    assert [row["Title"] for row in rows] == [submitted.title]
    assert rows[0]["English: state"] == "in progress"
    assert int(rows[0]["English: passages left"]) > 0
    assert rows[0]["English: assigned to"] == "Translators"
    assert rows[0]["English: due"] == "2026-12-24"
    assert len(lines(administrator, ask)) > 1


def test_a_file_says_who_exempted_a_page_and_why(administrator: Client, ask: Any) -> None:
    page = factories.article("Un avis local")
    boss = get_user_model().objects.create_user("boss", first_name="Line", last_name="Peeters")
    Exemption.objects.create(
        translation_key=page.translation_key,
        locale=factories.locale("en"),
        reason="Trop local",
        person=boss,
    )
    [row] = lines(administrator, ask, state="exempt")
    assert [row["English: reason"], row["English: decided by"]] == ["Trop local", "Line Peeters"]
    assert row["French: decided by"] == ""


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "＝1"]
)
def test_no_title_is_a_formula(title: str, administrator: Client, ask: Any) -> None:
    page = factories.article("Un titre")
    ArticlePage.objects.filter(pk=page.pk).update(title=title)
    found = {row["Title"] for row in lines(administrator, ask)}
    assert f"'{title}" in found
    assert title not in found
    answer = ask(administrator, export="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells[title] == "s"


def test_characters_no_spreadsheet_takes_are_left_out(administrator: Client, ask: Any) -> None:
    page = factories.article("Un titre")
    ArticlePage.objects.filter(pk=page.pk).update(title="Un\x0btitre")
    answer = ask(administrator, export="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert "Untitre" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_file_is_in_the_language_it_was_asked_in_and_read_a_few_rows_at_a_time(
    submitted: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        factories.article(f"Numéro {number}")
    asked: list[int] = []
    rows = matrix.rows

    def counted(keys: Any, locales: Any, model: Any) -> Any:
        asked.append(len(keys))
        return rows(keys, locales, model)

    monkeypatch.setattr(matrix, "AT_ONCE", 2)
    monkeypatch.setattr(matrix, "rows", counted)
    locales = [factories.locale("fr"), factories.locale("en")]
    with translation.override("fr"):
        answer: Any = export(Matrix(FilterForm(QueryDict("")), locales), "csv")
    stream = iter(answer.streaming_content)
    with translation.override("en"):
        start = b"".join(next(stream) for _number in range(3)).decode("utf-8-sig")
        assert asked == [2]
        rest = b"".join(stream).decode()
    assert max(asked) == 2
    assert translation.get_language() == "fr"
    assert "Article" in start + rest
    with translation.override("fr"):
        assert str(translation.gettext("in progress")) in start + rest
