"""A machine never chooses the words of a term the glossary has decided on."""

import pytest

from parvis.translation.glossary.models import Concept, Term
from parvis.translation.machine.protection import protected, restored
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commons() -> None:
    concept = Concept.objects.create(key="commun", domain="Numérique")
    for code, text in (("fr", "commun numérique"), ("en", "digital commons")):
        Term.objects.create(
            concept=concept, locale=factories.locale(code), text=text, status="preferred"
        )


def test_a_term_leaves_as_a_placeholder_and_comes_back_translated() -> None:
    french, english = factories.locale("fr"), factories.locale("en")
    texts = {7: "Les <b>communs numériques</b> sont à tous.", 8: "Rien ici."}
    hidden, notes = protected(texts, french, english)
    assert "communs" not in hidden[7]
    assert hidden[8] == "Rien ici."
    answer = {
        7: hidden[7].replace("sont à tous", "belong to all").replace("Les ", "The "),
        8: "No.",
    }
    assert restored(answer, notes) == {
        7: "The <b>digital commons</b> belong to all.",
        8: "No.",
    }


def test_notes_survive_the_way_through_json_and_a_lost_term_gives_the_passage_up() -> None:
    french, english = factories.locale("fr"), factories.locale("en")
    _hidden, notes = protected({7: "Un commun numérique."}, french, english)
    from_json = {str(key): value for key, value in notes.items()}
    assert restored({7: "A ⟦1⟧."}, from_json) == {7: "A digital commons."}
    assert restored({7: "A thing."}, from_json) == {7: None}
