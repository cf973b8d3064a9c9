"""What the glossary says of a translation."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.translation.glossary import terms
from parvis.translation.glossary.models import Concept, Term
from tests.factories import locale
from tests.translation.glossary.terminology import add_term, concept

pytestmark = pytest.mark.django_db


def findings(source: str, target: str) -> list[tuple[str, str]]:
    """Return (kind, proposal) of each finding in an English translation from French."""
    found = terms.check(source, target, locale("fr"), locale("en"))
    return [(finding.kind, finding.proposal) for finding in found]


def queries(ask: Callable[[], object]) -> int:
    """Return how many queries a call makes."""
    with CaptureQueriesContext(
        connection,
    ) as made:
        ask()
    return len(made)


def test_a_term_expects_those_of_its_concept() -> None:
    user = concept(fr="usager", en=["user", "resident (admitted)", "client (forbidden)"])
    concept(fr="voirie")
    (expected,) = terms.expectations("Usagers de la voirie", locale("fr"), locale("en"))
    assert expected.concept == user
    assert (expected.occurrence.start, expected.occurrence.end) == (0, 7)
    assert [term.text for term in expected.accepted] == ["user", "resident"]
    assert [term.text for term in expected.forbidden] == ["client"]


def test_a_translation_without_the_term_lacks_it_once() -> None:
    concept(fr="usager", en=["user", "resident (admitted)"])
    assert findings("Les usagers. L’usager.", "People. Persons.") == [("missing", "user")]
    assert findings("Les usagers", "The residents") == []
    assert findings("Les usagers", "The Users") == []
    assert findings("Les gens", "People") == []


def test_a_concept_without_a_term_to_use_is_not_missed() -> None:
    concept(fr="usager", en="client (forbidden)")
    concept(fr="voirie")
    assert findings("Usagers de la voirie", "Nobody") == []


def test_a_forbidden_term_is_found_with_what_to_write() -> None:
    made = concept(fr="usager", en=["user", "client (forbidden)"])
    assert findings("Les usagers", "Clients") == [("forbidden", "user")]
    assert findings("Les gens", "Clients") == [("forbidden", "user")]
    (finding,) = terms.check("L’usager", "The client", locale("fr"), locale("en"))
    assert finding.concept == made
    assert finding.source is not None
    assert finding.source.start == 2
    assert finding.target is not None
    assert (finding.target.start, finding.target.end) == (4, 10)


def test_a_term_within_a_longer_one_is_there_and_not_forbidden() -> None:
    concept(fr="voirie", en=["roads", "department (forbidden)"])
    concept(fr="service de la voirie", en="roads department")
    assert findings("La voirie", "The roads department") == []


def test_a_word_of_two_concepts_is_rendered_by_either() -> None:
    concept(fr="bureau", en="office")
    concept(fr="bureau", en="desk")
    assert findings("Le bureau", "The desk") == []
    assert findings("Le bureau", "The chair") == [("missing", "office")]


def test_a_word_one_concept_forbids_and_another_prefers_depends_on_the_source() -> None:
    concept(fr="usager", en=["user", "client (forbidden)"])
    concept(fr="client", en="client")
    assert findings("Le client", "The client") == []
    assert findings("L’usager", "The client") == [("forbidden", "user")]
    assert findings("Autre chose", "The client") == []


def test_a_call_asks_once_whether_something_changed_and_once_for_everything() -> None:
    made = concept(fr="usager", en="user")
    french, english = locale("fr"), locale("en")
    ask = lambda: terms.check("L’usager", "Nobody", french, english)  # noqa: E731
    assert queries(ask) == 2
    assert queries(ask) == 1
    # As another process would see it: nothing but the database says so.
    for change in (
        lambda: add_term(made, "en", "nobody (admitted)"),
        lambda: Term.objects.get(text="nobody").delete(),
        lambda: Concept.objects.get().delete(),
    ):
        before = ask()
        change()
        assert queries(ask) == 2
        assert ask() != before


def test_a_machine_does_not_see_the_terms_it_must_not_translate() -> None:
    concept(fr=["usager", "client (forbidden)"], en="service user")
    concept(fr="voirie")
    text, held = terms.protect(
        "Usagers, l’usager et le client de la voirie", locale("fr"), locale("en")
    )
    assert text == "⟦1⟧, l’⟦2⟧ et le ⟦3⟧ de la voirie"
    back = terms.restore("⟦ 1 ⟧, the ⟦2⟧ and the ⟦3⟧ of ⟦9⟧", held)
    assert back == "Service user, the service user and the service user of ⟦9⟧"


def test_markup_and_placeholders_of_the_text_itself_are_left_as_they_are() -> None:
    concept(fr="lien", en="R&D")
    source = '<a id="lien">lien</a> &lien; ⟦1⟧ lien'
    text, held = terms.protect(source, locale("fr"), locale("en"), is_html=True)
    assert text == '<a id="lien">⟦2⟧</a> &lien; ⟦1⟧ ⟦3⟧'
    assert terms.restore(text, held) == '<a id="lien">R&amp;D</a> &lien; ⟦1⟧ R&amp;D'
    assert terms.protect("rien", locale("fr"), locale("en")) == ("rien", {})


def test_what_the_glossary_cannot_decide_is_left_to_the_machine() -> None:
    concept(fr="bureau", en="office")
    other = concept(fr="bureau")
    protect = lambda: terms.protect("Le bureau", locale("fr"), locale("en"))[0]  # noqa: E731
    assert protect() == "Le bureau"
    desk = add_term(other, "en", "desk")
    assert protect() == "Le bureau"
    desk.text = "office"
    desk.save()
    assert protect() == "Le ⟦1⟧"
