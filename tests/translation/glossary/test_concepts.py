"""What a concept may hold, and what it is called."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from parvis.translation.glossary.models import Concept, Term
from tests.translation.glossary.terminology import add_term, concept

pytestmark = pytest.mark.django_db


def test_a_concept_has_one_preferred_term_a_language() -> None:
    made = concept(fr=["usager", "administré (admitted)", "client (forbidden)"], en="user")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_term(made, "fr", "utilisateur")
    add_term(made, "fr", "utilisateur (admitted)")
    assert made.terms.count() == 5


def test_a_term_stands_once_in_a_concept_and_as_often_as_needed_elsewhere() -> None:
    made = concept(fr="bureau")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_term(made, "fr", "bureau (admitted)")
    assert concept("furniture", fr="bureau").terms.count() == 1


def test_a_concept_is_called_by_its_preferred_term_in_the_language_being_read() -> None:
    made = concept(en=["user", "client (forbidden)"], fr="usager")
    with override("fr"):
        assert str(made) == "usager"
    with override("en"):
        assert str(made) == "user"
    assert str(concept(key="empty")) == "empty"


def test_the_preferred_term_gives_its_place_to_another_in_one_save() -> None:
    made = concept(fr=["usager (admitted)", "client"])
    for term in made.terms.get_object_list():
        is_heir = term.text == "usager"
        term.status = Term.Status.PREFERRED if is_heir else Term.Status.FORBIDDEN
    made.save()
    assert set(Term.objects.values_list("text", "status")) == {
        ("usager", "preferred"),
        ("client", "forbidden"),
    }


def test_a_change_of_a_term_is_noted_at_its_concept() -> None:
    made = concept(fr="usager")
    before = Concept.objects.get().changed
    term = Term.objects.get()
    term.text = "usagère"
    term.save()
    changed = Concept.objects.get().changed
    assert changed > before
    term.delete()
    assert Concept.objects.get(pk=made.pk).changed > changed


def test_two_terms_exchange_their_texts_in_one_save() -> None:
    made = concept(fr=["usager", "client (admitted)"])
    first, second = made.terms.get_object_list()
    first.text, second.text = second.text, first.text
    made.save()
    assert set(Term.objects.values_list("pk", "text", "status")) == {
        (first.pk, "client", "preferred"),
        (second.pk, "usager", "admitted"),
    }
