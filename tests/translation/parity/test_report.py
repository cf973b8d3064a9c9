"""The report counts pages by what became of their languages."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale, Page

from parvis.translation.parity.figures import Count, figures
from parvis.translation.parity.required import exempt
from tests import factories
from tests.translation import documents
from tests.translation.parity.conftest import complete

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_else(db: None) -> None:
    """Have only the pages of the test published."""
    Page.objects.update(first_published_at=None)


def published(page: Any, moment: datetime) -> Any:
    Page.objects.filter(pk=page.pk).update(first_published_at=moment)
    return page


def pair(title: str, english_at: datetime | None) -> Any:
    """Make a page published in French in March, and in English then, or not at all."""
    source = published(factories.article(title), MARCH)
    if english_at is not None:
        target = factories.article(f"EN {title}", "en", translation_of=source)
        published(target, english_at)
    return source


def english_of(row: Any) -> Count:
    found: Count = row.counts[factories.locale("en").pk]
    return found


def test_each_page_is_counted_by_when_its_translation_went_public(person: Any) -> None:
    pair("Le même jour", MARCH.replace(hour=20))
    pair("Plus tard", MARCH.replace(day=11, hour=6))
    pair("Jamais", None)
    exempt(pair("Exempté", None), [factories.locale("en")], "Avis local.", person())
    (row,) = figures(list(Locale.objects.all()))
    assert (row.month.isoformat(), row.section, row.pages) == (
        "2026-03-01",
        factories.blog_index().title,
        4,
    )
    assert english_of(row) == Count(
        there=2, same_day=1, later=1, days=1, never=1, exempt=1, reasons=["Exempté: Avis local."]
    )
    assert english_of(row).mean_delay == 1


def test_what_is_behind_is_not_counted_as_well_kept(
    django_capture_on_commit_callbacks: Any,
) -> None:
    source = factories.article("La place")
    translation = documents.translate(source)
    complete(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert [english_of(row).behind for row in figures(list(Locale.objects.all()))] == [0]
    source.summary = "Un résumé tout autre."
    with django_capture_on_commit_callbacks(execute=True):
        source.save_revision().publish()
    (row,) = figures(list(Locale.objects.all()))
    assert (english_of(row).there, english_of(row).behind) == (1, 1)


def test_the_report_is_narrowed_and_has_totals(translator: Client) -> None:
    pair("Mars", MARCH)
    published(factories.article("Avril"), MARCH.replace(month=4))
    address, english = reverse("parvis_parity:report"), factories.locale("en")

    def rows(**asked: Any) -> list[Any]:
        answer = translator.get(address, {"language": english.pk} | asked)
        return [
            (row["month"] and row["month"].month, row["pages"], row["there"])
            for row in answer.context["object_list"]
        ]

    assert rows() == [(None, 2, 1), (4, 1, 0), (3, 1, 1)]
    assert rows(published_from="2026-04-01") == [(None, 1, 0), (4, 1, 0)]
    assert rows(published_to="2026-03-31") == [(None, 1, 1), (3, 1, 1)]
    assert rows(section=factories.blog_index().title) == rows()
    assert "1\N{NO-BREAK SPACE}(50" in translator.get(address).content.decode()


def test_months_stand_apart_the_latest_first() -> None:
    pair("Mars", MARCH)
    published(factories.article("Avril"), MARCH.replace(month=4))
    rows = figures(list(Locale.objects.all()))
    assert [row.month.month for row in rows] == [4, 3]


def test_a_day_is_one_of_the_site() -> None:
    # 23:30 on the tenth in Brussels, half an hour before midnight, and an hour later.
    source = published(factories.article("Minuit"), datetime(2026, 3, 10, 22, 30, tzinfo=UTC))
    target = factories.article("Midnight", "en", translation_of=source)
    published(target, datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    (row,) = figures(list(Locale.objects.all()))
    assert english_of(row).later == 1


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    locales = list(Locale.objects.all())
    pair("Une", MARCH)
    with django_assert_num_queries(4):
        figures(locales)
    for number in range(5):
        pair(f"Page {number}", MARCH)
    with django_assert_num_queries(4):
        figures(locales)


def test_the_report_is_shown_and_given_as_files(translator: Client, person: Any) -> None:
    exempt(pair("Une place", None), [factories.locale("en")], "Avis local.", person())
    address = reverse("parvis_parity:report")
    assert "Avis local." in translator.get(address).content.decode()
    assert "Avis local." in translator.get(f"{address}results/").content.decode()
    answer: Any = translator.get(address, {"export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode())))
    assert len(lines) == 1 + 2 * 2
    assert lines[3][0] == "2026-03-01"
    assert "Une place : Avis local." in [line[-1] for line in lines]
    book: Any = translator.get(address, {"export": "xlsx"})
    sheet: Any = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert sheet["A4"].value.month == 3
    assert "Une place : Avis local." in [cell.value for cell in sheet["L"]]


def test_the_menu_of_reports_leads_there(translator: Client) -> None:
    home = translator.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("parvis_parity:report") in home


def test_whoever_writes_in_no_language_is_turned_away(person: Any) -> None:
    guests = Group.objects.create(name="Guests")
    guests.permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(person("Guests"))
    assert client.get(reverse("parvis_parity:report")).status_code == 302
