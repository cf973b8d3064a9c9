"""Narrowing what was found, by tag, year and author."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from blog.models import Tag
from parvis.search import asking, query
from parvis.search.facets import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db


def facets(client: Client, **asked: str) -> dict[str, list[str]]:
    """Return what the page offers to narrow by: of each heading the labels, and their counts."""
    answer = client.get("/fr/recherche/", {"q": "pont", **asked})
    assert answer.status_code == 200
    return {
        str(group.kind.title): [f"{choice.label} {choice.count}" for choice in group.choices]
        for group in answer.context["groups"]
    }


def titles(client: Client, **asked: str) -> list[str]:
    answer = client.get("/fr/recherche/", {"q": "pont", **asked})
    return sorted(result.page.title for result in answer.context["results"])


@pytest.fixture
def _ponts() -> None:
    eau, rue = factories.tag("Eau"), factories.tag("Rue")
    zoe = factories.author("Zoé")
    dates = [datetime(year, 12, 31, 23, 30, tzinfo=UTC) for year in (2023, 2024, 2024)]
    factories.article("Pont A", tags=[eau, rue], authors=[zoe], date=dates[0])
    factories.article("Pont B", tags=[eau], date=dates[1])
    factories.article("Pont C", authors=[zoe], date=dates[2])
    factories.article("Autre", tags=[rue], date=dates[2])


@pytest.mark.usefixtures("_ponts")
def test_counts_are_those_of_the_results_years_as_readers_live_them(client: Client) -> None:
    assert facets(client) == {
        "Étiquettes": ["Eau 2", "Rue 1"],
        "Années": ["2025 2", "2024 1"],
        "Auteurs": ["Zoé 2"],
    }


@pytest.mark.usefixtures("_ponts")
def test_each_value_narrows_the_results_and_the_other_counts(client: Client) -> None:
    assert titles(client, tag="eau") == ["Pont A", "Pont B"]
    assert titles(client, tag="eau", author="zoe") == ["Pont A"]
    assert titles(client, year="2025") == ["Pont B", "Pont C"]
    assert facets(client, tag="eau", year="2025") == {"Étiquettes": ["Eau 1"], "Années": ["2025 1"]}


@pytest.mark.usefixtures("_ponts")
def test_addresses_keep_the_question_and_go_back_to_the_first_page(client: Client) -> None:
    answer = client.get("/fr/recherche/", {"q": "pont", "year": "2025", "page": "1"})
    soup = BeautifulSoup(answer.content, "html.parser")
    links = {link.get_text(" ", strip=True): str(link["href"]) for link in soup.select("#narrow a")}
    assert links["Eau"] == "?q=pont&year=2025&tag=eau"
    [chosen] = soup.select("#narrow a[aria-current]")
    assert chosen["href"] == "?q=pont"
    [chip] = soup.select(".chosen a[aria-label]")
    assert (chip["href"], chip["aria-label"]) == ("?q=pont", "Retirer le filtre « 2025 »")


@pytest.mark.usefixtures("_ponts")
@pytest.mark.parametrize("value", ["inconnu", "é" * 500, "\0", "' OR 1=1"])
def test_a_value_that_nothing_has_finds_nothing_and_can_be_taken_back(
    client: Client, value: str
) -> None:
    answer = client.get("/fr/recherche/", {"q": "pont", "tag": value})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    if value.strip("\0"):
        assert not soup.select(".results li")
        assert soup.select(".chosen a[href='?q=pont']")


def test_a_tag_renamed_or_deleted_is_followed(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    eau = factories.tag("Eau")
    factories.article("Pont A", tags=[eau])
    eau.name = "Rivière"
    with django_capture_on_commit_callbacks(execute=True):
        eau.save()
    assert facets(client)["Étiquettes"] == ["Rivière 1"]
    found = query.find_pages("rivière", factories.locale("fr"))[0:9]
    assert [result.page.title for result in found] == ["Pont A"]
    with django_capture_on_commit_callbacks(execute=True):
        Tag.objects.get(pk=eau.pk).delete()
    assert "Étiquettes" not in facets(client)
    assert len(query.find_pages("rivière", factories.locale("fr"))) == 0


def test_an_author_unpublished_is_still_named(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    zoe = factories.author("Zoé")
    factories.article("Pont A", authors=[zoe])
    zoe.name = "Zoé Maes"
    with django_capture_on_commit_callbacks(execute=True):
        zoe.save()
    assert facets(client)["Auteurs"] == ["Zoé Maes 1"]


def test_a_tag_saved_as_it_was_costs_nothing(django_capture_on_commit_callbacks: Any) -> None:
    eau = factories.tag("Eau")
    factories.article("Pont A", tags=[eau])
    with django_capture_on_commit_callbacks() as callbacks:
        eau.description = "Des ponts."
        eau.save()
    assert [each for each in callbacks if "search" in each.__module__] == []


def test_no_more_values_are_shown_than_a_reader_scans_and_the_others_stand_behind(
    client: Client,
) -> None:
    for number in range(SHOWN + 3):
        factories.article(f"Pont {number}", tags=[factories.tag(f"Sujet {number:02}")])
    assert len(facets(client)["Étiquettes"]) == SHOWN
    soup = BeautifulSoup(client.get("/fr/recherche/", {"q": "pont"}).content, "html.parser")
    [more] = soup.select("#narrow details")
    assert more.summary is not None
    assert more.summary.get_text(strip=True).startswith("3 autres")
    hidden = [link.get_text(strip=True) for link in more.select("li a")]
    shown = [link.get_text(strip=True) for link in soup.select("#narrow > ul a")]
    assert hidden == sorted(hidden)
    assert {f"Sujet {number:02}" for number in range(SHOWN + 3)} <= {*hidden, *shown}
    assert not set(hidden) & set(shown)
    assert more.a is not None
    assert client.get(f"/fr/recherche/{more.a['href']}").context["found"].total == 1


def test_counts_are_those_of_all_that_match_where_not_all_are_listed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "RANKED", 3)
    eau = factories.tag("Eau")
    for number in range(5):
        factories.article(f"Pont {number}", tags=[eau])
    answer = client.get("/fr/recherche/", {"q": "pont"})
    assert (answer.context["found"].total, answer.context["results"].paginator.count) == (5, 3)
    assert facets(client)["Étiquettes"] == ["Eau 5"]
    text = " ".join(BeautifulSoup(answer.content, "html.parser").get_text().split())
    assert "5 résultats" in text
    assert "Les 3 premiers sont affichés" in text
