"""What very many pages have: the likeliest are ranked, and all are counted."""

from typing import Any

import pytest
from django.test import Client

from parvis.search.indexing import rebuild
from parvis.search.suggestions import SHOWN, suggest
from tests import factories
from tests.search.many import RANKED, day, find, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]


def test_titles_are_ranked_before_labels_before_the_newest() -> None:
    text = [("text", "<p>On parle du pont.</p>")]
    factories.article("Le pont", date=day(1))
    factories.article("Un label", tags=[factories.tag("Pont")], date=day(2))
    for number in range(3, 9):
        factories.article(f"Texte {number}", body=text, date=day(number))
    rebuild()
    assert titles("pont")[:2] == ["Le pont", "Un label"]
    assert sorted(titles("pont")[2:]) == ["Texte 7", "Texte 8"]
    assert find("pont").total == 8


def test_a_page_with_the_rare_word_is_found_among_very_many_with_the_common_one() -> None:
    factories.article("Le pont et son tablier", date=day(1))
    for number in range(2, 12):
        factories.article(f"Pont {number}", date=day(number))
    factories.article("Un tablier", date=day(0))
    rebuild()
    found = find("pont tablier")
    assert (found.whole, titles("pont tablier")[0]) == (1, "Le pont et son tablier")
    assert "Un tablier" in titles("pont tablier")[1:3]
    assert len(found.keys) == len(set(found.keys)) == 1 + RANKED


def test_a_phrase_is_one_among_very_many_too() -> None:
    for number in range(RANKED + 2):
        factories.article(f"Place {number}", body=[("text", "<p>La place publique.</p>")])
        factories.article(f"Chose {number}", body=[("text", "<p>Publique, la place.</p>")])
    rebuild()
    found = find('"place publique"')
    assert found.total == RANKED + 2
    assert all(title.startswith("Place") for title in titles('"place publique"'))


def test_pages_of_results_lose_and_repeat_nothing(client: Client, settings: Any) -> None:
    settings.PARVIS_PER_PAGE = 2
    for number in range(9):
        factories.article(f"Pont {number}", date=day(3))
    rebuild()
    listed = [
        result.page.pk
        for page in (1, 2)
        for result in client.get("/fr/recherche/", {"q": "pont", "page": page}).context["results"]
    ]
    assert listed == sorted(listed, reverse=True)
    assert len(set(listed)) == RANKED
    assert client.get("/fr/recherche/", {"q": "pont", "page": 3}).status_code == 404


@pytest.mark.parametrize("number", [RANKED, RANKED + SHOWN + 2])
def test_while_somebody_types_the_newest_that_begin_so_are_suggested(number: int) -> None:
    for each in range(number):
        factories.article(f"Pont {each}", date=day(each, 2023))
        factories.article(f"Pont {each}", "en", date=day(each, 2025))
    factories.article("Un jardin et son pont", date=day(1, 2022))
    found = [each.text for each in suggest("pon", factories.locale("fr"))]
    assert found[:number] == [f"Pont {each}" for each in reversed(range(number))][:SHOWN]
    assert len(found) == min(number + 1, SHOWN)
    assert suggest("jardin pon", factories.locale("fr"))[0].text == "Un jardin et son pont"
