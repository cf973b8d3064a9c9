"""What a reader gets."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_article_is_served_in_its_own_language(client: Client) -> None:
    page = factories.article("Le commun numérique")
    response = client.get(page.url)
    assert response.status_code == 200
    assert 'lang="fr"' in response.content.decode()


def test_french_text_is_never_served_under_an_english_address(client: Client) -> None:
    page = factories.article("Le commun numérique")
    assert client.get(page.url.replace("/fr/", "/en/")).status_code == 404


def test_the_archive_of_a_month_has_its_articles_and_leads_to_the_others(client: Client) -> None:
    for number, month in enumerate((3, 3, 8)):
        date = datetime(2024, month, 31, 23, 30, tzinfo=UTC)
        factories.article(f"Pavé {number}", date=date)
    # At home it is the next day, so the next month.
    soup = BeautifulSoup(client.get("/fr/blog/archives/2024/4/").content, "html.parser")
    assert soup.h1 is not None
    assert soup.h1.get_text() == "Avril 2024"
    assert len(soup.select(".card")) == 2
    [months] = [nav for nav in soup.select(".list-side") if "Mois de 2024" in nav.get_text()]
    links = {str(link["href"]): link.get_text() for link in months.select("a")}
    assert links["/fr/blog/archives/2024/4/"] == "avril"
    assert links["/fr/blog/archives/2024/9/"] == "septembre"
    assert months.select("a[aria-current=page]")[0].get_text() == "avril"
    crumbs = [str(link["href"]) for link in soup.select(".breadcrumbs a")]
    assert crumbs[-1] == "/fr/blog/archives/2024/"
    year = client.get("/fr/blog/archives/2024/").content.decode()
    assert 'href="/fr/blog/archives/2024/4/"' in year


def test_the_archive_of_december_ends_with_the_year(client: Client) -> None:
    brussels = ZoneInfo("Europe/Brussels")
    for title, date in (
        ("Novembre", datetime(2024, 11, 30, 23, 59, 59, tzinfo=brussels)),
        ("Premier", datetime(2024, 12, 1, tzinfo=brussels)),
        ("Dernier", datetime(2024, 12, 31, 23, 59, 59, tzinfo=brussels)),
        ("Janvier", datetime(2025, 1, 1, tzinfo=brussels)),
    ):
        factories.article(title, date=date)
    soup = BeautifulSoup(client.get("/fr/blog/archives/2024/12/").content, "html.parser")
    titles = [title.get_text(strip=True) for title in soup.select(".card-title")]
    assert titles == ["Dernier", "Premier"]


@pytest.mark.parametrize("month", ["0", "3", "13", "99"])
def test_a_month_without_articles_or_that_is_none_is_not_found(client: Client, month: str) -> None:
    factories.article("Pavé", date=datetime(2024, 5, 1, tzinfo=UTC))
    assert client.get(f"/fr/blog/archives/2024/{month}/").status_code == 404
