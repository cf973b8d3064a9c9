"""What the other language has, shown apart."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from parvis.search.elsewhere import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db


def test_matches_in_the_other_language_stand_apart_and_say_their_language(client: Client) -> None:
    factories.article("Le budget")
    for number in range(SHOWN + 1):
        factories.article(f"Budget {number}", "en")
    answer = client.get("/fr/recherche/", {"q": "budgets"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert [item.a.get_text() for item in soup.select(".results li") if item.a] == ["Le budget"]
    [section] = soup.select(".elsewhere")
    assert section.h2 is not None
    assert section.h2.get_text(strip=True) == "Aussi en anglais"
    links = section.select("li a")
    assert len(links) == SHOWN
    assert {(link["lang"], link["hreflang"]) for link in links} == {("en", "en")}
    assert str(links[0]["href"]).startswith("/en/blog/budget-")
    every = section.select_one("p a")
    assert every is not None
    assert every["href"] == "/en/search/?q=budgets"
    assert every.get_text(strip=True) == f"Les {SHOWN + 1} résultats en anglais"


def test_they_are_offered_where_nothing_is_found(client: Client) -> None:
    factories.article("Town hall", "en")
    answer = client.get("/fr/recherche/", {"q": "town hall"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select(".empty")
    assert [link["href"] for link in soup.select(".elsewhere a")] == ["/en/blog/town-hall/"]


def test_nothing_hidden_is_shown_and_nothing_where_there_is_nothing(client: Client) -> None:
    factories.article("Town hall", "en", live=False)
    answer = client.get("/fr/recherche/", {"q": "town hall"})
    assert not BeautifulSoup(answer.content, "html.parser").select(".elsewhere")
