"""Concepts in the admin, and the languages whose terms a person may change."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.translation.glossary.models import Concept, Term
from tests.factories import locale
from tests.translation.glossary.terminology import concept, stored

pytestmark = pytest.mark.django_db
INDEX = "/admin/glossary/"


def posted(made: Concept | None, *terms: tuple[str, str, str], **more: str) -> dict[str, str]:
    """Return the form's data: the concept's own terms as given by (language, text, status)."""
    existing = list(Term.objects.filter(concept=made)) if made else []
    data = {
        "domain": "",
        "note": "",
        "terms-TOTAL_FORMS": str(len(terms)),
        "terms-INITIAL_FORMS": str(len(existing)),
        "terms-MIN_NUM_FORMS": "1",
        "terms-MAX_NUM_FORMS": "1000",
    }
    for number, (code, text, status) in enumerate(terms):
        data |= {
            f"terms-{number}-id": str(existing[number].pk) if number < len(existing) else "",
            f"terms-{number}-locale": str(locale(code).pk),
            f"terms-{number}-text": text,
            f"terms-{number}-status": status,
            f"terms-{number}-definition": "",
            f"terms-{number}-DELETE": "",
        }
    return data | more


def send(client: Client, made: Concept | None, *terms: tuple[str, str, str], **more: str) -> Any:
    address = reverse("concept:edit", args=[made.pk]) if made else reverse("concept:add")
    return client.post(address, posted(made, *terms, **more))


def texts() -> set[tuple[str, str, str]]:
    return {(code, text, status) for _key, _domain, code, text, status, _ in stored()}


def test_a_concept_is_made_with_its_terms(keeper: Any) -> None:
    client = keeper("Editors")
    assert client.get(reverse("concept:add")).status_code == 200
    answer = send(client, None, ("fr", "usager", "preferred"), ("en", "user", "preferred"))
    assert answer.status_code == 302
    assert texts() == {("fr", "usager", "preferred"), ("en", "user", "preferred")}


def test_two_terms_of_a_language_are_not_both_preferred(keeper: Any) -> None:
    answer = send(keeper("Editors"), None, ("fr", "a", "preferred"), ("fr", "b", "preferred"))
    assert [list(errors) for errors in answer.context["form"].formsets["terms"].errors] == [
        [],
        ["status"],
    ]
    assert texts() == set()


def test_the_preferred_term_changes_through_the_form(keeper: Any) -> None:
    made = concept(fr=["usager", "client (admitted)"])
    answer = send(
        keeper("Editors"), made, ("fr", "usager", "admitted"), ("fr", "client", "preferred")
    )
    assert answer.status_code == 302
    assert texts() == {("fr", "usager", "admitted"), ("fr", "client", "preferred")}


@pytest.mark.parametrize(
    "change",
    [
        [("fr", "usagère", "preferred"), ("en", "user", "preferred")],
        [("en", "usager", "admitted"), ("en", "user", "preferred")],
        [("fr", "usager", "preferred"), ("fr", "user", "admitted")],
        [
            ("fr", "usager", "preferred"),
            ("en", "user", "preferred"),
            ("fr", "client", "forbidden"),
        ],
    ],
    ids=["text", "taken away", "brought", "added"],
)
def test_terms_of_another_language_are_refused(keeper: Any, change: Any) -> None:
    made = concept(fr="usager", en="user")
    answer = send(keeper("Translators"), made, *change)
    assert answer.status_code == 200
    (reason,) = answer.context["form"].non_field_errors()
    assert str(locale("fr").get_display_name()) in reason
    assert texts() == {("fr", "usager", "preferred"), ("en", "user", "preferred")}


def test_a_term_of_another_language_is_not_deleted(keeper: Any) -> None:
    made = concept(fr=["usager", "client (forbidden)"], en="user")
    given = [
        ("fr", "usager", "preferred"),
        ("fr", "client", "forbidden"),
        ("en", "user", "preferred"),
    ]
    before = texts()
    answer = send(keeper("Translators"), made, *given, **{"terms-1-DELETE": "1"})
    assert answer.status_code == 200
    assert texts() == before


def test_terms_of_ones_own_language_are_changed_beside_the_others(keeper: Any) -> None:
    made = concept(fr="usager", en="user")
    change = [("fr", "usager", "preferred"), ("en", "service user", "preferred")]
    assert send(keeper("Translators"), made, *change, domain="people").status_code == 302
    assert texts() == set(change)


def test_who_deletes_a_concept_writes_in_all_its_languages(keeper: Any) -> None:
    made, english = concept(fr="usager", en="user"), concept(en="user")
    client = keeper("Translators", "change", "delete")
    assert client.post(reverse("concept:delete", args=[made.pk])).status_code in {302, 403}
    assert client.post(reverse("concept:delete", args=[english.pk])).status_code == 302
    assert list(Concept.objects.all()) == [made]


def test_without_the_right_there_is_no_glossary_in_the_admin(keeper: Any) -> None:
    client = keeper("Translators", "nothing")
    assert client.get(INDEX).status_code == 302
    assert INDEX not in client.get("/admin/").content.decode()


def test_the_list_is_searched_without_accents_and_filtered(keeper: Any) -> None:
    concept("Droits", fr="égalité", en="equality")
    concept("Roads", fr="voirie")
    client = keeper("Editors")
    assert INDEX in client.get("/admin/").content.decode()

    def shown(query: str) -> set[str]:
        page = client.get(f"{INDEX}results/?{query}").content.decode()
        return {text for text in ("égalité", "voirie") if text in page}

    assert shown("") == {"égalité", "voirie"}
    assert shown("q=EGALITE") == {"égalité"}
    assert shown("q=road") == {"voirie"}
    assert shown("domain=Roads") == {"voirie"}
    assert shown(f"locale={locale('en').pk}") == {"égalité"}


def test_the_list_costs_the_same_with_many_concepts(keeper: Any) -> None:
    client = keeper("Editors")

    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(INDEX).status_code == 200
        return len(made)

    concept(fr="terme", en="term")
    cost()
    few = cost()
    for number in range(10):
        concept(fr=[f"terme {number}", "autre (admitted)"], en=f"term {number}")
    assert cost() == few
