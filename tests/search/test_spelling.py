"""Words typed wrong, and what they are taken for."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from parvis.search.indexing import rebuild
from parvis.search.models import Word
from parvis.search.query import find_pages
from parvis.search.spelling import correct, shortened
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _articles() -> None:
    body = [("text", "<p>L’accessibilité des guichets, au cœur de la commune. Un pont.</p>")]
    factories.article("Les trottoirs", body=body)
    factories.article("Autre chose", body=[("text", "<p>Rien de plus. Des guichets.</p>")])
    factories.article("Pavement stones", "en")
    rebuild()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("trotoirs", "trottoirs"),  # a letter missing
        ("trottooirs", "trottoirs"),  # one too many
        ("trottairs", "trottoirs"),  # another
        ("trottiors", "trottoirs"),  # two that changed places
        ("accesibilitte", "accessibilité"),  # two wrong in a long one
        ("guichest", "guichets"),
        ("coeru", "cœur"),
        ("access", "accessibilité"),  # only its beginning
    ],
)
def test_a_word_nearly_right_finds_what_was_meant(typed: str, written: str) -> None:
    found = find_pages(typed, factories.locale("fr"))
    assert [result.page.title for result in found[0:1]] != []
    [correction] = found.corrections
    assert (correction.typed, correction.written) == (typed, written)


@pytest.mark.parametrize("typed", ["zzzzzz", "ab", "pavement", "trottt", "2026", "font", "x" * 99])
def test_what_is_like_nothing_is_taken_for_nothing(typed: str) -> None:
    found = find_pages(typed, factories.locale("fr"))
    assert (found.corrections, len(found)) == ((), 0)


def test_a_word_that_some_page_has_is_never_corrected() -> None:
    assert find_pages("pont", factories.locale("fr")).corrections == ()
    assert find_pages("trottoir", factories.locale("fr")).corrections == ()


def test_of_two_as_near_the_commoner_is_meant() -> None:
    for number in range(2):
        factories.article(f"Carte {number}", body=[("text", "<p>x</p>")])
    factories.article("Tarte", body=[("text", "<p>x</p>")])
    rebuild()
    assert correct(["parte"], factories.locale("fr"))["parte"].written == "carte"


def test_the_other_words_are_kept() -> None:
    found = find_pages("guichets trotoirs", factories.locale("fr"))
    assert [result.page.title for result in found[0:9]] == ["Les trottoirs", "Autre chose"]
    assert found.whole == 1


def test_the_page_says_what_was_looked_for(client: Client) -> None:
    answer = client.get("/fr/recherche/", {"q": "trotoirs"})
    soup = BeautifulSoup(answer.content, "html.parser")
    [said] = soup.select(".correction")
    assert said.get_text(strip=True) == (
        "Aucune page ne contient « trotoirs » ; nous avons cherché « trottoirs »."
    )
    box = soup.select_one("#question")
    assert box is not None
    assert box["value"] == "trotoirs"


def test_the_number_of_queries_does_not_grow_with_the_words(
    django_assert_max_num_queries: object,
) -> None:
    words = ["trotoirs", "guichest", "accesibilite", "comune", "zzzzzz", "aaaaaa"]
    french = factories.locale("fr")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(correct(words, french)) == 4


def test_no_word_of_another_language_is_proposed() -> None:
    assert correct(["pavemen"], factories.locale("fr")) == {}
    assert correct(["pavemen"], factories.locale("en"))["pavemen"].written == "pavement"


def test_a_word_is_found_by_each_of_its_letters_left_out() -> None:
    assert shortened("pont") == {"pont", "ont", "pnt", "pot", "pon"}
    assert shortened("pon") == shortened("2026") == shortened("x" * 41) == set()


def test_a_word_of_a_phrase_is_corrected_too(client: Client) -> None:
    factories.article("La place publique", body=[("text", "<p>Au cœur de la commune.</p>")])
    rebuild()
    found = find_pages('"place pubilque"', factories.locale("fr"))
    assert [(one.typed, one.written) for one in found.corrections] == [("pubilque", "publique")]
    assert [result.page.title for result in found[0:9]] == ["La place publique"]
    # The words alone do not make the phrase.
    assert len(find_pages('"commune pubilque"', factories.locale("fr"))) == 0
    # A word that says nothing is left as it is, though no page has it.
    found = find_pages("« coeru de la comune »", factories.locale("fr"))
    assert [one.typed for one in found.corrections] == ["coeru", "comune"]
    assert [result.page.title for result in found[0:9]] != []


def test_words_of_another_language_are_corrected_by_its_own(client: Client) -> None:
    answer = client.get("/fr/recherche/", {"q": "pavemnet"})
    soup = BeautifulSoup(answer.content, "html.parser")
    [section] = soup.select("[aria-labelledby=elsewhere-en]")
    assert [a["href"] for a in section.select("a")] == ["/en/blog/pavement-stones/"]
    said = section.select_one(".correction")
    assert said is not None
    assert "pavemnet" in said.get_text()
    assert "pavement" in said.get_text()
    [passage] = said.select("span")
    assert (passage["lang"], passage["dir"], passage.get_text()) == ("en", "ltr", "pavement")
    # Where the reader's language has something, no other is guessed at.
    factories.article("Pavemnet")
    rebuild()
    answer = client.get("/fr/recherche/", {"q": "pavemnet"})
    assert not BeautifulSoup(answer.content, "html.parser").select(
        ".elsewhere[aria-labelledby*=en]"
    )


def text_of(*sentences: str) -> list[tuple[str, str]]:
    return [("text", "".join(f"<p>{sentence}</p>" for sentence in sentences))]


def written(typed: str, code: str = "en") -> str:
    """Return how the word that is meant is written."""
    return correct([typed], factories.locale(code))[typed].written


def test_a_word_is_written_as_the_texts_write_it_within_their_sentences() -> None:
    an = text_of("An den Pfosten lehnt die Sitzbank. Kettenbriefe!", "Kettenbriefe?")
    factories.article("Der Bote", "en", body=an)
    factories.article("Ein Wort", "en", body=text_of("Sitzbank."))
    rebuild()
    # As within a sentence, and what begins one says nothing against it.
    assert (written("sitzbenk"), written("pfostne")) == ("Sitzbank", "Pfosten")
    # What only begins sentences and titles is written small: most languages do.
    assert (written("ketenbriefe"), written("pavemnet")) == ("kettenbriefe", "pavement")


def test_most_texts_decide_about_capitals() -> None:
    factories.article("Un", body=text_of("On dit la Voirie, la Voirie, toujours la Voirie."))
    rebuild()
    assert written("voirei", "fr") == "Voirie"
    for number in range(2):
        factories.article(f"Deux {number}", body=text_of("On entretient la voirie."))
    rebuild()
    assert written("voirei", "fr") == "voirie"


def test_how_a_word_is_written_follows_its_texts(django_capture_on_commit_callbacks: Any) -> None:
    def publish(page: Any, *sentences: str) -> None:
        page.body = text_of(*sentences)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        page: Any = factories.article("Un", body=text_of("On voit une passerelle."))
    assert written("paserelle", "fr") == "passerelle"
    publish(page, "On voit la Passerelle.")
    assert written("paserelle", "fr") == "Passerelle"
    publish(page, "Passerelle.")
    assert written("paserelle", "fr") == "passerelle"
    publish(page, "On voit la Passerelle.")
    with django_capture_on_commit_callbacks(execute=True):
        factories.article("Trois", body=text_of("La Passerelle."))
        page.unpublish()
    word = Word.objects.get(word="passerelle")
    assert (word.documents, word.capitals, word.shown) == (1, 1, "Passerelle")
