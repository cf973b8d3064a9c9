"""What a list of results shows of a text."""

import re

import pytest

from parvis.search.extracts import LENGTH, extract, marked, opening
from parvis.search.stems import stems

LONG = " ".join(f"mot{number}" for number in range(200))


def shown(text: str, question: str, code: str = "fr") -> str:
    return str(extract(text, set(stems(question, code)), code))


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (
            "Au cœur de L’Égalité.",
            "coeur egalite",
            "Au <mark>cœur</mark> de L’<mark>Égalité</mark>.",
        ),
        ("Des communs.", "commun", "Des <mark>communs</mark>."),
        ("Rien.", "commun", ""),
        ("", "commun", ""),
        ("Un.\nDeux communs.\nTrois.", "commun", "Deux <mark>communs</mark>."),
        ("<b>pont</b> & gué", "pont", "&lt;b&gt;<mark>pont</mark>&lt;/b&gt; &amp; gué"),
        ("snake_pont_case", "pont", "snake_<mark>pont</mark>_case"),
    ],
)
def test_words_are_marked_as_the_text_writes_them(text: str, question: str, expected: str) -> None:
    assert shown(text, question) == expected


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = f"Un pont seul.\n{LONG}\nUn pont et un gué. Encore un pont."
    assert shown(text, "pont gué").startswith("Un <mark>pont</mark> et un <mark>gué</mark>.")


def test_a_long_passage_is_cut_between_words_around_the_first_marked() -> None:
    found = shown(f"{LONG} pont {LONG}", "pont")
    plain = re.sub("<[^>]+>", "", found)
    assert plain.startswith("…mot")
    assert plain.endswith("…")
    assert "<mark>pont</mark>" in found
    assert len(plain) <= LENGTH + 2
    assert set(plain.strip("…").split()) <= {*LONG.split(), "pont"}


def test_a_passage_starts_with_its_sentence() -> None:
    text = f"{LONG}. Le vieux pont tient. {LONG}"
    assert shown(text, "pont").startswith("Le vieux <mark>pont</mark> tient. mot0")


def test_the_beginning_of_a_block_is_kept_where_it_is_near() -> None:
    assert shown("Voyez. Le pont.", "pont") == "Voyez. Le <mark>pont</mark>."


def test_one_endless_word_is_shown_whole() -> None:
    assert shown("x" * 500, "x" * 500) == f"<mark>{'x' * 500}</mark>"


def test_function_words_are_not_marked_beside_others() -> None:
    from parvis.search.question import read

    assert read("le pont de la ville", "fr").marked("fr") == {"pont", "vill"}
    assert read('"de la ville"', "fr").marked("fr") == {"vill"}
    assert read("pourquoi", "fr").marked("fr") == {"pourquoi"}


def test_a_title_is_marked_and_escaped() -> None:
    assert marked("Pont & <gué>", {"pont"}, "fr") == "<mark>Pont</mark> &amp; &lt;gué&gt;"


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert opening("Un & deux.\nTrois") == "Un &amp; deux."
    assert opening(LONG).endswith("…")
    assert len(opening(LONG)) <= LENGTH + 1
