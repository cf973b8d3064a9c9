"""What a reader finds, alike on both engines."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, get_page_models

from parvis.search.fields import StemmedMixin
from parvis.search.indexing import rebuild
from parvis.search.query import ENOUGH, find_pages
from parvis.search.stems import stems
from tests import factories

pytestmark = pytest.mark.django_db


def titles(question: str, code: str = "fr") -> list[str]:
    """Return the titles found, best first."""
    return [result.page.title for result in find_pages(question, factories.locale(code))[0:50]]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("L’égalité devant la loi", "egalite"),
        ("Au cœur de la ville", "coeur"),
        ("Un commun numérique", "communs"),
        ("Les communs numériques", "commun numerique"),
        ("Le guide de l'usager", "usager"),
        ("Le guide de l’usager", "l'usager"),
        ("La lettre aux usagers", "usager"),
        ("Straße und Platz", "strasse"),
    ],
)
def test_accents_ligatures_elision_and_endings_do_not_matter(text: str, question: str) -> None:
    factories.article(text)
    factories.article("Tout autre chose")
    assert titles(question) == [text]


def test_the_body_the_summary_and_the_tags_are_searched_too() -> None:
    factories.article("Un", body=[("text", "<p>Des trottoirs larges</p>")])
    factories.article("Deux", summary="À propos de fontaines")
    factories.article("Trois", tags=[factories.tag("Horlogerie")])
    assert titles("trottoir") == ["Un"]
    assert titles("fontaine") == ["Deux"]
    assert titles("horlogerie") == ["Trois"]


def test_an_author_is_found_by_name() -> None:
    factories.article("Un", authors=[factories.author("Zoé Lœwen")])
    factories.article("Deux")
    assert titles("loewen") == ["Un"]


def test_pages_with_all_words_come_first_and_any_of_them_follow() -> None:
    factories.article("Fontaine publique")
    factories.article("Place publique")
    factories.article("Jardin")
    assert titles("place publique") == ["Place publique", "Fontaine publique"]
    assert set(titles("fontaine place")) == {"Fontaine publique", "Place publique"}
    found = find_pages("place publique", factories.locale("fr"))
    assert (found.whole, found.total) == (1, 2)


def test_where_many_have_every_word_the_others_are_left_out() -> None:
    for number in range(ENOUGH):
        factories.article(f"Place publique {number}")
    factories.article("Fontaine publique")
    assert len(titles("place publique")) == ENOUGH


def test_a_question_of_function_words_alone_is_asked_as_it_is() -> None:
    factories.article("Pourquoi pas")
    factories.article("Le pont")
    assert titles("pourquoi") == ["Pourquoi pas"]
    assert titles("le pont de la ville") == ["Le pont"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('"place publique"', ["De la place publique"]),
        ("« places publiques »", ["De la place publique"]),
        ("“place publique” du monde", ["De la place publique"]),
        ("“place publique” de la", ["De la place publique"]),
        ('"place', ["De la place publique", "Une place"]),
        ('"publique place"', []),
    ],
)
def test_a_phrase_in_quotation_marks_stands_as_it_is(question: str, expected: list[str]) -> None:
    factories.article("De la place publique")
    factories.article("Une place", body=[("text", "<p>Chose publique, et une place.</p>")])
    assert sorted(titles(question)) == expected


def test_a_word_of_the_title_counts_for_more_than_one_of_the_text() -> None:
    text = [("text", "<p>Le pont, encore le pont, toujours le pont et ses piles.</p>")]
    factories.article("Les piles d’un ouvrage", body=text)
    factories.article("Un pont", body=[("text", "<p>Il passe la rivière.</p>")])
    assert titles("pont")[0] == "Un pont"


def test_of_two_that_match_alike_the_newer_comes_first() -> None:
    for day in (1, 3, 2):
        factories.article("Le pont", slug=f"pont-{day}", date=datetime(2026, 5, day, tzinfo=UTC))
    found = find_pages("pont", factories.locale("fr"))[0:3]
    assert [result.page.slug for result in found] == ["pont-3", "pont-2", "pont-1"]


def test_only_what_is_published_in_this_language_is_found(client: Client) -> None:
    factories.article("Pavé public")
    factories.article("Pavé brouillon", live=False)
    factories.article("Pavé anglais", "en")
    hidden = factories.article("Pavé réservé")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    gone = factories.article("Pavé retiré")
    gone.unpublish()
    expired = factories.article("Pavé ancien")
    expired.expire_at = timezone.now()
    expired.unpublish()
    assert titles("pavé") == ["Pavé public"]


@pytest.mark.parametrize(
    "question",
    ['"', "'", "\0", "a\0b", "((", "NOT", "AND OR NOT", "a* OR b:c", "NEAR(a b)", "😀", "%", "_",
     "...", "é" * 10_000, "mot " * 500, "-", "\\", "title:x", "; DROP TABLE x"],
)  # fmt: skip
def test_no_question_can_break_the_search(client: Client, question: str) -> None:
    factories.article("Un mot")
    assert client.get("/fr/recherche/", {"q": question}).status_code == 200


def test_the_page_keeps_the_question_counts_and_turns_its_pages(
    client: Client, settings: Any
) -> None:
    settings.PARVIS_PER_PAGE = 2
    for number in range(5):
        factories.article(f"Pavé {number}")
    answer = client.get("/fr/recherche/", {"q": "pavés", "page": "3"})
    text = answer.content.decode()
    assert 'value="pavés"' in text
    assert answer.context["results"].paginator.count == 5
    assert len(answer.context["results"].object_list) == 1
    assert client.get("/fr/recherche/", {"q": "pavés", "page": "9"}).status_code == 404
    assert client.get("/fr/recherche/", {"q": "pavés", "page": "x"}).status_code == 404


def test_the_switch_keeps_the_question(client: Client) -> None:
    answer = client.get("/fr/recherche/", {"q": "pavé & co"})
    urls = {link.code: link.url for link in answer.context["languages"]}
    assert urls["en"] == "/en/search/?q=pav%C3%A9+%26+co"


@pytest.mark.parametrize(
    "kind",
    [model for model in get_page_models() if issubclass(model, StemmedMixin)],
    ids=lambda kind: kind.__name__,
)
def test_a_page_of_every_type_is_found_and_shown(client: Client, kind: Any) -> None:
    index = factories.blog_index()
    parent = index if kind.can_create_at(index) else index.get_parent()
    page = kind(title="Pavés de la place", slug="paves", search_description="Quarante pavés.")
    parent.add_child(instance=page)
    page.save_revision().publish()
    answer = client.get("/fr/recherche/", {"q": "pavé"})
    assert answer.status_code == 200
    [result] = BeautifulSoup(answer.content, "html.parser").select(".results li")
    assert "Pavés de la place Quarante pavés." in " ".join(result.get_text().split())


def test_an_empty_question_is_a_form_and_no_result(client: Client) -> None:
    answer = client.get("/en/search/")
    assert answer.status_code == 200
    assert "noindex" in answer.content.decode()


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        factories.article(f"Pavé {number}", tags=[factories.tag(f"Sujet {number}")])
        factories.article(f"Pavé {number}", "en")
    rebuild()
    for question, most in (("pavé", 14), ("pavé sujet rond", 17), ("pavvé", 16)):
        client.get("/fr/recherche/", {"q": question})
        with django_assert_max_num_queries(most):
            client.get("/fr/recherche/", {"q": question, "year": "2026"})


def test_stems_are_those_of_the_pages_language() -> None:
    assert stems("communs numériques", "fr") == stems("commun numérique", "fr")
    assert stems("usagers", "fr") == stems("l’usager", "fr")
    assert stems("sharing shared shares", "en") == ["share"] * 3
