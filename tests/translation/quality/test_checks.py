"""What the checks must bear: other languages, hostile texts, a busy page."""

import pytest
from django.utils.translation import override

from parvis.translation.quality import language
from parvis.translation.quality.findings import fingerprint, shortened
from parvis.translation.quality.registry import check_segment
from parvis.translation.quality.segment import Segment


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Le 3 mars 2026, la place ouvre.", "Op 3 maart 2026 gaat het plein open.", "nl"),
        ("La salle compte 1 200 places.", "De zaal heeft 1.200 plaatsen.", "nl"),
        ("Les 12 écoles y participent.", "Twaalf scholen doen eraan mee.", "nl-BE"),
        ("Le 3 mars 2026, la place ouvre.", "Am 3. März 2026 wird der Platz eröffnet.", "de"),
        ("Le taux est de 4,25 %.", "Der Zinssatz beträgt 4,25 %.", "de"),
        ("Les 12 écoles y participent.", "Participan las doce escuelas.", "es"),
        ("Que faire ? Écrire au maire.", "¿Qué hacer? Escribir al alcalde.", "es"),
        ("Une rue de Namur", "Uma rua de Namur", "pt"),
    ],
)
def test_other_languages_count_in_their_manner(source: str, target: str, code: str) -> None:
    assert check_segment(source, target, "fr", code) == []


def test_a_wrong_number_is_found_in_a_language_whose_words_are_unknown() -> None:
    found = check_segment("Il y a 150 écoles.", "Hay 160 escuelas.", "fr", "es")
    assert [finding.check for finding in found] == ["numbers"]


def test_two_locales_of_one_language_may_share_a_text() -> None:
    text = "La place est ouverte à tous ceux qui veulent y passer."
    assert check_segment(text, text, "fr-BE", "fr-CA") == []


def test_a_target_language_the_model_does_not_know_is_not_judged() -> None:
    text = "Les habitants peuvent demander une carte à la mairie."
    source, target = Segment("The inhabitants may ask for a card.", "en"), Segment(text, "x-none")
    assert language.check_language(source, target) == []


@pytest.mark.parametrize(
    "text",
    [
        " " * 20_000, "a" * 20_000, "<a id=" * 4_000, "<code>" * 3_000, "{" * 20_000, "1 " * 10_000,
        "a.@" * 8_000, '"' * 20_000, "vingt et " * 3_000, "1,000" * 4_000, "(" * 20_000,
    ],
)  # fmt: skip
def test_every_check_comes_to_an_end_on_any_text(text: str) -> None:
    # Where the work grew with the square of the length, this would not end for minutes.
    assert isinstance(check_segment(text, text + " x", "fr", "en"), list)


def test_messages_name_the_piece_of_text() -> None:
    with override("en"):
        (finding,) = check_segment('Voir <a id="a1">le plan</a>.', "See the plan.", "fr", "en")
    assert finding.message == "The link of “le plan” is missing in the translation."
    assert (finding.severity, finding.excerpt) == ("error", "le plan")


def test_a_fingerprint_changes_with_either_text_the_check_and_what_it_found() -> None:
    marks = {
        fingerprint(*parts)
        for parts in [
            ("a", "b", "c"),
            ("a", "b", "d"),
            ("a", "d", "c"),
            ("d", "b", "c"),
            ("ab", "", "c"),
            ("a", "b", "c", "d"),
        ]
    } | {fingerprint("a", "b", "c", "d", number=2)}
    assert len(marks) == 7
    assert fingerprint("a", "b", "c") in marks


def test_an_excerpt_ends_at_a_word() -> None:
    assert shortened("un " * 40).endswith("un…")
    assert len(shortened("un " * 40)) <= 80
    assert shortened("un  deux\n") == "un deux"
