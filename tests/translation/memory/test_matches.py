"""The same text and texts like it are found again, in the two languages asked for."""

import unicodedata
from typing import Any

import pytest

from parvis.translation.memory.lookup import matches, word_diff
from tests.translation.memory.segments import ENGLISH, FRENCH, ask, locale, remember

pytestmark = pytest.mark.django_db


def test_the_same_segment_is_an_exact_match_with_its_place_and_date() -> None:
    made = remember(FRENCH, ENGLISH, where="Le budget")
    made.refresh_from_db()
    (match,) = ask(FRENCH)
    assert (match.target, match.score, match.kind) == (ENGLISH, 100, "exact")
    assert (match.where, match.changed) == ("Le budget", made.updated_at)
    assert match.translation_id == made.pk
    assert match.diff == [("same", FRENCH)]


def test_markup_case_and_typography_leave_the_text_the_same() -> None:
    remember(FRENCH, ENGLISH)
    for html in (
        FRENCH.replace("budget", "<b>budget</b>"),
        FRENCH.replace("budget", '<a id="a1">budget</a>'),
        FRENCH.replace("’", "'"),
        FRENCH.replace(" de la", "\u00a0de  la"),
        FRENCH.upper(),
        unicodedata.normalize("NFD", FRENCH),
    ):
        (match,) = ask(html)
        assert (match.score, match.kind) == (99, "exact"), html


def test_an_entity_is_the_character_it_stands_for() -> None:
    remember("Ponts &amp; chaussées de la province", "Bridges &amp; roads")
    (match,) = ask("Ponts & chaussées de la province")
    assert match.kind == "exact"
    assert match.source == "Ponts &amp; chaussées de la province"


def test_a_segment_that_differs_by_a_word_is_a_near_match_with_the_difference() -> None:
    remember(FRENCH, ENGLISH)
    (match,) = ask(FRENCH.replace("prochaine", "suivante"))
    assert match.kind == "near"
    assert 75 <= match.score < 99
    assert match.diff == [
        ("same", FRENCH.removesuffix("prochaine.")),
        ("removed", "prochaine"),
        ("added", "suivante"),
        ("same", "."),
    ]


def test_accents_left_out_make_a_near_match() -> None:
    remember("L’égalité des élèves à l’école de la république", "Equality of pupils at school")
    (match,) = ask("L’egalite des eleves a l’ecole de la republique")
    assert (match.kind, match.target) == ("near", "Equality of pupils at school")


def test_what_is_less_alike_than_asked_for_is_not_offered() -> None:
    remember(FRENCH, ENGLISH)
    near = FRENCH.replace("prochaine", "suivante")
    (match,) = ask(near)
    assert ask(near, minimum=match.score) == [match]
    assert ask(near, minimum=match.score + 1) == []
    assert ask("Une phrase qui n’a rien de commun avec elle, ni mot ni tournure.") == []


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Budget 2024", "Budget 2025"),
        ("Lire la suite", "Lire la suite…"),
        ("Contact", "Contacts"),
        ("Nos services", "Vos services"),
        ("Horaires d’ouverture", "Heures d’ouverture"),
        ("Règlement communal", "Règlement communal de police"),
        ("Plan communal de mobilité", "Plan communal mobilité"),
    ],
)
def test_short_segments_find_each_other(known: str, asked: str) -> None:
    remember(known, "EN")
    (match,) = ask(asked)
    assert match.kind == "near"
    assert ask(known)[0].score == 100


def test_one_letter_is_found_and_nothing_is_not() -> None:
    remember("A", "B")
    assert ask("a")[0].kind == "exact"
    assert ask("") == ask("<b> </b>") == []


def test_only_the_two_languages_asked_for_are_searched() -> None:
    remember(FRENCH, ENGLISH)
    remember(FRENCH, "De gemeenteraad", pair=("fr", "nl"))
    remember(FRENCH, "Der Rat", pair=("nl", "fr"))
    assert [match.target for match in ask(FRENCH)] == [ENGLISH]
    assert [match.target for match in ask(FRENCH, "fr", "nl")] == ["De gemeenteraad"]
    assert [match.target for match in ask(FRENCH, "nl", "fr")] == ["Der Rat"]
    assert ask(FRENCH, "nl", "en") == ask(FRENCH, "en", "fr") == []


@pytest.mark.parametrize("english", [None, "", "<p>Not allowed here</p>"])
def test_segments_without_a_good_translation_take_no_place(english: str | None) -> None:
    for number in range(40):
        remember(f"{FRENCH} {number}", "NL", pair=("fr", "nl"))
        if english is not None:
            remember(f"{FRENCH} {number}", english)
    remember(FRENCH.replace("prochaine", "suivante"), ENGLISH)
    assert [match.target for match in ask(FRENCH)] == [ENGLISH]


def test_each_target_is_offered_once_best_first() -> None:
    for where in ("Un", "Deux", "Trois"):
        remember(FRENCH, ENGLISH, where=where)
    remember(FRENCH, "Another way to say it.")
    remember(FRENCH.replace("prochaine", "suivante"), ENGLISH)
    remember(FRENCH.replace("prochaine", "en cours"), "This year’s.")
    found = ask(FRENCH)
    assert [match.score == 100 for match in found] == [True, True, False]
    assert [match.target for match in found] == ["Another way to say it.", ENGLISH, "This year’s."]
    assert len(ask(FRENCH, limit=2)) == 2


def test_what_only_a_machine_wrote_comes_last_and_says_so() -> None:
    remember(FRENCH, "By machine", machine=True)
    remember(FRENCH.replace("prochaine", "suivante"), "By a person")
    assert [(m.target, m.is_machine) for m in ask(FRENCH)] == [
        ("By a person", False),
        ("By machine", True),
    ]
    remember(FRENCH, "By machine")
    assert [m.is_machine for m in ask(FRENCH)] == [False, False]


def test_errors_and_empty_translations_are_never_offered() -> None:
    remember(FRENCH, "<p>A block in a segment</p>")
    remember(FRENCH, "<script>alert(1)</script>")
    remember(FRENCH, "")
    remember(FRENCH, "<b> </b>")
    assert ask(FRENCH) == []


def test_the_translation_being_edited_is_left_out() -> None:
    edited = remember(FRENCH, ENGLISH)
    assert ask(FRENCH, exclude=edited.pk) == []
    other = remember(FRENCH, ENGLISH)
    assert [match.translation_id for match in ask(FRENCH, exclude=edited.pk)] == [other.pk]


def test_a_lookup_takes_two_queries_whatever_it_finds(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    french, english = locale("fr"), locale("en")
    for number in range(12):
        remember(f"{FRENCH} {number}", f"{ENGLISH} {number}")
    with django_assert_num_queries(2):
        assert len(matches(FRENCH, french, english, limit=10)) == 10
    with django_assert_max_num_queries(2):
        assert matches("Rien de semblable nulle part ailleurs", french, english) == []


def test_a_difference_reads_from_the_memory_to_what_is_wanted() -> None:
    assert word_diff("Ouvert le lundi.", "Ouvert lundi et mardi.") == [
        ("same", "Ouvert "),
        ("removed", "le "),
        ("same", "lundi "),
        ("added", "et mardi"),
        ("same", "."),
    ]
