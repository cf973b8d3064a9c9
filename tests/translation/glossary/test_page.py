"""The public glossary."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from parvis.search.query import find_pages
from parvis.translation.glossary.models import GlossaryPage, Term
from tests.factories import locale
from tests.translation.glossary.terminology import concept

pytestmark = pytest.mark.django_db


def home(code: str) -> Page:
    root = Site.objects.get(is_default_site=True).root_page
    return root.get_translation(locale(code)).specific


def glossary_page(code: str, translation_of: GlossaryPage | None = None) -> GlossaryPage:
    """Publish a glossary under the home page of its language."""
    title = "Glossaire" if code == "fr" else "Glossary"
    made = GlossaryPage(title=title, locale=locale(code), introduction=f"Introduction {code}")
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    home(code).add_child(instance=made)
    made.save_revision().publish()
    return GlossaryPage.objects.get(pk=made.pk)


@pytest.fixture
def french() -> GlossaryPage:
    return glossary_page("fr")


def read(page: GlossaryPage) -> BeautifulSoup:
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_concepts_stand_under_their_letter_without_regard_to_accents(french: GlossaryPage) -> None:
    for term in ("voirie", "zone", "Égout", "eau", "école", "œuvre", "112", "ordre"):
        concept(fr=term)
    soup = read(french)
    assert [heading.text for heading in soup.select("main h2")] == ["E", "O", "V", "Z", "0–9"]
    assert [term.text for term in soup.select("dfn")] == [
        *("eau", "école", "Égout", "œuvre", "ordre", "voirie", "zone", "112")
    ]
    targets = {heading["id"] for heading in soup.select("main h2")}
    links = {link["href"] for link in soup.select("main nav ul.tags a")}
    assert links == {f"#{target}" for target in targets}


def test_a_concept_shows_what_to_write_and_what_not(french: GlossaryPage) -> None:
    concept(
        key="u1",
        fr=["usager: Qui se sert ; <b>.", "administré (admitted)", "client (forbidden)"],
        en=["user", "resident (admitted)"],
    )
    concept(fr="secret (admitted)", en="secret")
    soup = read(french)
    (entry,) = soup.select(".concept")
    assert entry["id"] == "c-u1"
    said = " ".join(entry.text.replace("\u202f", " ").replace("\xa0", " ").split())
    assert "Qui se sert ; <b>." in said
    assert "administré" in said
    assert "client" in said
    assert "resident" not in said
    (english,) = entry.select("[lang=en]:-soup-contains(user)")
    assert (english.name, english.text) == ("span", "user")


def test_each_language_links_to_the_same_concept_of_the_other(french: GlossaryPage) -> None:
    english = glossary_page("en", translation_of=french)
    concept(key="u1", fr="usager", en="user")
    concept(fr="voirie")
    for page, other, word in ((french, english, "user"), (english, french, "usager")):
        (link,) = read(page).select(".concept a")
        assert link["href"] == f"{other.url}#c-u1"
        assert link["lang"] == link["hreflang"] == other.locale.language_code
        assert link.text == word
        assert read(other).select("#c-u1")


def test_no_link_leads_to_a_glossary_that_is_not_published(french: GlossaryPage) -> None:
    english = glossary_page("en", translation_of=french)
    concept(fr="usager", en="user")
    english.unpublish()
    assert read(french).select(".concept a") == []


def test_a_glossary_without_terms_says_so(french: GlossaryPage) -> None:
    concept(en="user")
    soup = read(french)
    assert soup.select(".concept") == []
    assert soup.select("p.empty")


def test_the_page_costs_the_same_with_many_concepts(french: GlossaryPage) -> None:
    glossary_page("en", translation_of=french)

    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            read(french)
        return len(made)

    for number in range(10):
        concept(fr=[f"terme {number}", "autre (admitted)"], en=f"term {number}")
    cost()
    few = cost()
    for number in range(10, 60):
        concept(fr=[f"terme {number}", "autre (admitted)"], en=f"term {number}")
    assert cost() == few


def test_the_search_finds_the_page_by_the_terms_it_has_now(
    french: GlossaryPage, django_capture_on_commit_callbacks: Any
) -> None:
    def found(question: str) -> list[str]:
        return [result.page.title for result in find_pages(question, french.locale)[0:9]]

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        concept(fr="voirie", en="roads")
        concept(fr="égouttage", en="sewers")
    assert len([each for each in callbacks if "glossary" in each.__module__]) == 2
    assert found("égouttage") == found("voirie") == [french.title]
    assert found("roads") == []
    connection.run_on_commit.clear()  # as a commit does
    with django_capture_on_commit_callbacks(execute=True):
        Term.objects.filter(text="voirie").delete()
    assert found("voirie") == []


def test_a_glossary_is_not_made_beside_the_home_pages() -> None:
    assert not GlossaryPage.can_create_at(Page.get_first_root_node())


def test_the_sitemap_names_the_glossary_with_its_translations(french: GlossaryPage) -> None:
    english = glossary_page("en", translation_of=french)
    section: Any = Client().get("/sitemap-glossary.xml")
    assert section.status_code == 200
    listed = section.getvalue().decode()
    assert french.url in listed
    assert english.url in listed
