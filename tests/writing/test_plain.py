"""How plain a text is: sentences, words, LIX, and what could be said more simply."""

from typing import Any

import pytest
from wagtail.models import Locale

from parvis.writing.pieces import Prose, pieces_of
from parvis.writing.plain import ENOUGH, band, reading, reading_of, sentences, words_of
from tests import factories
from tests.translation.glossary.terminology import concept

pytestmark = pytest.mark.django_db


def read(text: str, code: str = "fr") -> Any:
    """Return how one paragraph reads."""
    locale, _made = Locale.objects.get_or_create(language_code=code)
    return reading([("body.1", text)], locale)


@pytest.mark.parametrize(
    ("paragraph", "parted"),
    [
        ("Il pleut. On rentre !", ["Il pleut.", "On rentre !"]),
        ("M. Dupont signe l’art. 5. Fin.", ["M. Dupont signe l’art. 5.", "Fin."]),
        ("Le J. O. Simon, p. 12. Bien", ["Le J. O. Simon, p. 12.", "Bien"]),
        ("Qui ? « Moi. » Lui…", ["Qui ?", "« Moi.", "Lui…"]),
        ("On a 3.5 points. 12 aussi.", ["On a 3.5 points.", "12 aussi."]),
        ("z. B. Brot. Ja.", ["z. B. Brot.", "Ja."]),
        ("", []),
    ],
)
def test_sentences(paragraph: str, parted: list[str]) -> None:
    assert sentences(paragraph) == parted


def test_words_are_counted_without_elided_articles() -> None:
    assert words_of("L’usager qu’on dit : 1\u202f200,50 €, c’est-à-dire aujourd’hui.") == [
        "usager",
        "on",
        "dit",
        "1\u202f200,50",
        "est-à-dire",
        "aujourd’hui",
    ]


def test_lix_is_the_length_of_sentences_and_the_share_of_long_words() -> None:
    text = " ".join(["Le maire construit un pont."] * (ENOUGH // 5))
    assert read(text).lix == 5 + 20


def test_a_short_text_is_not_measured() -> None:
    assert (read("Le maire construit un pont.").lix, read("").words) == (None, 0)


def test_the_same_figure_says_less_in_a_language_of_longer_words() -> None:
    assert band(36, "en") != band(36, "fr") == band(36, "nl-be")
    assert band(90, "fr") == band(90, "xx")


def test_long_sentences_come_the_longest_first() -> None:
    long = "Un " + "mot " * 24 + "mot de plus."
    longer = "Un " + "mot " * 30 + "mot de plus."
    found = read(f"Court. {long} {longer} Court.").long_sentences
    assert [sentence.words for sentence in found] == [34, 28]
    assert read("Un " + "mot " * 24 + "fin.").long_sentences[0].words == 26
    assert read("Un " + "mot " * 23 + "fin.").long_sentences == []


def test_only_running_text_is_read() -> None:
    page = factories.article(
        "Pont",
        summary="Un résumé.",
        body=[
            ("text", "<p>Un texte avec <code>du code</code>.</p><ul><li>Un point</li></ul>"),
            ("quote", {"text": "<p>Une citation.</p>", "source": "Quelqu’un", "source_url": ""}),
        ],
    )
    found = reading_of(page)
    assert (found.words, found.sentences) == (2 + 3 + 2, 3)
    assert {piece.is_running for piece in pieces_of(page) if isinstance(piece, Prose)} == {
        True,
        False,
    }


@pytest.mark.parametrize(
    ("code", "text", "written", "rather"),
    [
        ("fr", "Nous le ferons dans les meilleurs délais.", "dans les meilleurs délais", "vite"),
        ("en", "We write in order to inform.", "in order to", "to"),
        ("nl", "Wij doen dat in het kader van de hervorming.", "in het kader van", "voor"),
        ("nl", "Er is alsmede een loket.", "alsmede", "en"),
        ("de", "Wir schreiben bezüglich der Straße.", "bezüglich", "zu"),
        ("de", "Sie können Hilfe in Anspruch nehmen.", "in Anspruch nehmen", "nutzen"),
    ],
)
def test_turns_of_phrase_of_administrations(
    code: str, text: str, written: str, rather: str
) -> None:
    [proposal] = read(text, code).jargon
    assert proposal.written == written
    assert proposal.rather.startswith(rather)
    assert not proposal.is_of_glossary


def test_what_the_sites_own_glossary_avoids_comes_first() -> None:
    concept(fr=["logiciel libre", "freeware (forbidden)"], en="free software")
    found = read("Dans le cadre de ce freeware, on sollicite une aide.").jargon
    assert (found[0].written, found[0].rather, found[0].is_of_glossary) == (
        "freeware",
        "logiciel libre",
        True,
    )
    assert {proposal.is_of_glossary for proposal in found[1:]} == {False}
