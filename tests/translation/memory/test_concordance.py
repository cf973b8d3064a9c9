"""Where certain words were translated before."""

from typing import Any

import pytest

from parvis.translation.memory.lookup import concordance
from tests.translation.memory.segments import ENGLISH, FRENCH, ask_words, locale, remember

pytestmark = pytest.mark.django_db


def test_words_are_found_in_any_form_and_order() -> None:
    remember(FRENCH, ENGLISH, where="Le budget")
    for words in ("budget", "VOIRIES conseil", "annee budgets", "l’année", "communale"):
        (match,) = ask_words(words)
        assert (match.target, match.where) == (ENGLISH, "Le budget"), words


def test_every_word_has_to_be_there() -> None:
    remember(FRENCH, ENGLISH)
    remember("Le budget des écoles", "The schools’ budget")
    assert ask_words("budget trottoir") == []
    assert [match.target for match in ask_words("budget école")] == ["The schools’ budget"]


def test_markup_is_neither_found_nor_in_the_way() -> None:
    remember('Voir le <a id="a1">bud<b>get</b></a><br/>communal', "See the budget")
    assert ask_words("budget communal")
    assert ask_words("a1") == ask_words("br") == []


def test_the_segment_of_these_words_alone_comes_first() -> None:
    remember("Permis de bâtir", "Building permit")
    remember("Comment demander un permis de bâtir à la commune ?", "How to ask for a permit?")
    first, second = ask_words("permis de bâtir")
    assert (first.target, first.score, first.kind) == ("Building permit", 100, "exact")
    assert second.kind == "near"
    assert 0 < second.score < 100


def test_words_are_stemmed_in_the_language_of_the_source() -> None:
    remember("The councils are voting", "Les conseils votent", pair=("en", "fr"))
    assert ask_words("council vote", "en", "fr")
    assert ask_words("council vote", "fr", "en") == []


def test_only_the_two_languages_asked_for_are_searched() -> None:
    remember(FRENCH, ENGLISH)
    remember(FRENCH, "De gemeenteraad", pair=("fr", "nl"))
    remember("Budget", "Begroting", pair=("en", "nl"))
    assert [match.target for match in ask_words("budget")] == [ENGLISH]
    assert [match.target for match in ask_words("budget", "fr", "nl")] == ["De gemeenteraad"]
    assert ask_words("budget", "nl", "fr") == []


def test_a_lost_translation_and_one_with_an_error_are_not_shown() -> None:
    remember(FRENCH, ENGLISH).delete()
    remember("Le budget", "<p>A block</p>")
    assert ask_words("budget") == []


def test_nothing_asked_finds_nothing() -> None:
    remember(FRENCH, ENGLISH)
    assert ask_words("") == ask_words(" … ") == []


def test_the_queries_and_the_answer_are_bounded(
    django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    french, english = locale("fr"), locale("en")
    for number in range(12):
        remember(f"{FRENCH} {number}", f"{ENGLISH} {number}")
    with django_assert_max_num_queries(3):
        assert len(concordance("conseil budget", french, english, limit=10)) == 10
    monkeypatch.setattr("parvis.translation.memory.candidates.READ_AT_MOST", 3)
    newest = concordance("conseil budget", french, english)
    assert {match.target for match in newest} == {f"{ENGLISH} {n}" for n in (9, 10, 11)}
