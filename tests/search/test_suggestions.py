"""What is suggested while a question is typed, and before."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from parvis.search.suggestions import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db


def suggested(client: Client, typed: str, code: str = "fr") -> list[dict[str, str]]:
    address = {"fr": "/fr/recherche/suggestions/", "en": "/en/search/suggestions/"}[code]
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    return list(answer.json()["suggestions"])


@pytest.mark.parametrize(
    "typed", ["ega", "Éga", "égalité dev", "loi", "devant la lo", "l’égal", "coe"]
)
def test_a_title_is_suggested_by_the_beginning_of_its_words(client: Client, typed: str) -> None:
    factories.article("L’égalité devant la loi au cœur", slug="egalite")
    factories.article("Autre chose")
    expected = {"text": "L’égalité devant la loi au cœur", "url": "/fr/blog/egalite/", "kind": ""}
    assert suggested(client, typed) == ([] if len(typed.split()[-1]) < 3 else [expected])


@pytest.mark.parametrize(
    "typed", ["", "é", "eg", "zzz", '"', "\0", "a b", "é" * 300, "ega*", "%%%"]
)
def test_little_or_odd_letters_suggest_nothing_and_break_nothing(
    client: Client, typed: str
) -> None:
    factories.article("L’abc")
    assert suggested(client, typed) == []


def test_tags_come_first_and_say_what_they_are(client: Client) -> None:
    tag = factories.tag("Logiciel libre")
    factories.tag("Libre en anglais", "en")
    factories.tag("Libre en brouillon", live=False)
    factories.article("Un monde libre", tags=[tag])
    assert suggested(client, "libr") == [
        {
            "text": "Logiciel libre",
            "url": "/fr/blog/etiquettes/logiciel-libre/",
            "kind": "Étiquette",
        },
        {"text": "Un monde libre", "url": "/fr/blog/un-monde-libre/", "kind": ""},
    ]


def test_only_what_a_reader_of_this_language_may_see(client: Client) -> None:
    factories.article("Pavé brouillon", live=False)
    factories.article("Pavé anglais", "en")
    hidden = factories.article("Pavé réservé")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert suggested(client, "pavé") == []
    assert [each["text"] for each in suggested(client, "pav", "en")] == ["Pavé anglais"]


def test_no_more_than_one_reads_while_typing_at_a_bounded_cost(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(SHOWN + 3):
        factories.article(f"Pavé {number}")
    suggested(client, "pav")
    with django_assert_max_num_queries(6):
        assert len(suggested(client, "pavé")) == SHOWN


def test_names_to_choose_from_stand_in_the_page_for_those_without_scripts(client: Client) -> None:
    for number in range(2):
        tags = [factories.tag(f"Sujet {number}"), *([] if number else [factories.tag("Rare")])]
        factories.article(f"Pavé {number}", tags=[*tags[:1], *tags[1:]])
    soup = BeautifulSoup(client.get("/fr/recherche/").content, "html.parser")
    box = soup.select_one("#question")
    assert box is not None
    options = soup.select(f"datalist#{box['list']} option")
    assert [option["value"] for option in options] == ["Rare", "Sujet 0", "Sujet 1"]


def meant(client: Client, question: str) -> list[tuple[str, str]]:
    """Return the address and the words of what a page of results offers beside them."""
    answer = client.get("/fr/recherche/", {"q": question})
    links = BeautifulSoup(answer.content, "html.parser").select("[aria-labelledby=meant] a")
    return [(str(link["href"]), link.get_text(strip=True)) for link in links]


def test_where_little_is_found_the_page_offers_what_the_box_suggests(client: Client) -> None:
    tag = factories.tag("Logiciel libre")
    factories.article("Une librairie", tags=[tag])
    factories.article("La librairie du coin")
    offered = meant(client, "libr")
    assert offered[0] == ("/fr/blog/etiquettes/logiciel-libre/", "Logiciel libre")
    # Titles that are among the results are not said twice.
    results = client.get("/fr/recherche/", {"q": "libr"}).context["results"]
    listed = {result.page.url for result in results}
    assert listed
    assert not listed & {url for url, _text in offered}
    for number in range(4):
        factories.article(f"Libre {number}")
    assert meant(client, "libre") == []


def test_where_nothing_is_found_or_asked_it_offers_the_commonest_subjects(client: Client) -> None:
    factories.article("Un pavé", tags=[factories.tag("Voirie")])
    subjects = [("/fr/recherche/?q=Voirie", "Voirie")]
    assert meant(client, "zzzzzz") == subjects
    assert client.get("/fr/recherche/?q=Voirie").context["found"].total == 1
    assert "Vous cherchez peut-être" in client.get("/fr/recherche/?q=zzzzzz").content.decode()
    # So it does before a question is asked, under their own name.
    assert meant(client, "") == subjects
    assert "Vous cherchez peut-être" not in client.get("/fr/recherche/").content.decode()
