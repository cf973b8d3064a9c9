"""Where terms are found in a text, and where they are not."""

import pytest

from parvis.translation.glossary.matching import Matcher
from parvis.translation.glossary.models import Term
from parvis.translation.glossary.terms import occurrences
from tests.factories import locale
from tests.translation.glossary.terminology import concept

pytestmark = pytest.mark.django_db


def found(text: str, code: str = "fr") -> list[str]:
    """Return the words of the text that are terms."""
    return [text[each.start : each.end] for each in occurrences(text, locale(code))]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("usager", "Les usagers et l’usagère.", ["usagers", "usagère"]),
        ("égalité", "L'EGALITE d’abord, égalité ensuite", ["EGALITE", "égalité"]),
        ("cœur de ville", "Au coeur de ville", ["coeur de ville"]),
        ("commun numérique", "des communs numériques", ["communs numériques"]),
        ("annuaire", "jusqu’annuaire, qu’annuaire, d'annuaire", ["annuaire"] * 3),
        ("droit d’usage", "Des droits d'usage étendus", ["droits d'usage"]),
        ("droit d'accès", "le droit\u00a0 d’accès", ["droit\u00a0 d’accès"]),
        ("porte-parole", "les porte parole", ["porte parole"]),
        ("l’administré", "un administré", ["administré"]),
        ("aujourd'hui", "Aujourd’hui, oui", ["Aujourd’hui"]),
        ("école", "l’e\u0301cole et l’éco\u00adle", ["e\u0301cole", "éco\u00adle"]),
        ("conseiller", "Conseillère, conseillers", ["Conseillère", "conseillers"]),
        ("voter", "voté, votant, votera", ["voté", "votant", "votera"]),
        ("œuvre d'art", "une œuvre d’art ancienne", ["œuvre d’art"]),
    ],
)
def test_a_term_is_found_whatever_its_form(term: str, text: str, words: list[str]) -> None:
    concept(fr=term)
    assert found(text) == words


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("service public", "Le service. Public ou non"),
        ("service public", "un service très public"),
        ("SI", "Si vous venez, s’il vient"),
        ("usager", "l’usage, les usages"),
        ("usage", "l’usager, les usagères"),
        ("conseiller", "le conseil, il conseille"),
        ("!!!", "Rien !!! à trouver"),
        ("usager", ""),
    ],
)
def test_other_words_are_left_alone(term: str, text: str) -> None:
    concept(fr=term)
    assert found(text) == []


def test_a_word_in_capitals_is_found_in_capitals() -> None:
    concept(fr="SI")
    concept(fr="conseil communal")
    assert found("Le SI du CONSEIL COMMUNAL, s’il existe") == ["SI", "CONSEIL COMMUNAL"]


def test_of_terms_that_overlap_the_longest_is_found() -> None:
    concept(fr="conseil")
    concept(fr="conseil communal")
    concept(fr="communal de développement rural")
    text = "le conseil communal, puis le conseil communal de développement rural"
    assert found(text) == ["conseil communal", "conseil", "communal de développement rural"]


def test_a_language_has_its_own_terms_and_its_own_endings() -> None:
    concept(fr="usager", en=["service user", "chat (admitted)"])
    concept(fr="chat")
    assert found("Service users chat", "en") == ["Service users", "chat"]
    assert found("Service users chats") == ["chats"]


def test_words_of_several_concepts_name_them_all() -> None:
    room, table = concept("rooms", fr="bureau"), concept("furniture", fr="bureau")
    (occurrence,) = occurrences("Le bureau", locale("fr"))
    assert {term.concept for term in occurrence.terms} == {room, table}
    assert occurrence.term.concept == room


def test_spelling_tells_terms_of_the_same_words_apart() -> None:
    concept(fr=["site web", "site Web (forbidden)"])
    statuses = [
        occurrence.term.status for occurrence in occurrences("site Web, Site web", locale("fr"))
    ]
    assert statuses == ["forbidden", "preferred"]


def test_a_word_in_capitals_is_first_what_is_written_in_capitals() -> None:
    word, acronym = concept(fr="si"), concept(fr="SI")
    found_concepts = [each.term.concept for each in occurrences("SI ou si", locale("fr"))]
    assert found_concepts == [acronym, word]


def test_one_of_many_terms_that_begin_alike_is_found() -> None:
    terms = [Term(pk=number, text=f"service numéro {number}") for number in range(3000)]
    matcher = Matcher(terms, "fr")
    text = "Le service numéro 2999. " + "Le service rend service. " * 200
    (found_term,) = matcher.occurrences(text)
    assert found_term.term.pk == 2999
