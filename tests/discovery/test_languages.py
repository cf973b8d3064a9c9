"""Each address in the other languages: for search engines, and for the reader who switches."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage
from home.models import PlainPage
from tests import factories
from tests.discovery.pages import alternates, canonical, note, read, switch

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[ArticlePage, ArticlePage]:
    """An article in both languages with a tag and an author, of 2024."""
    tag = factories.tag("Voirie")
    author = factories.author("Aline Roche")
    when = datetime(2024, 5, 6, tzinfo=UTC)
    french = factories.article("Un pavé", tags=[tag], authors=[author], date=when)
    english = factories.article(
        "A stone",
        "en",
        translation_of=french,
        tags=[factories.tag("Roads", "en", translation_of=tag)],
        authors=[factories.author("Aline Roche", "en", translation_of=author)],
        date=when,
    )
    return french, english


def many(number: int, **fields: object) -> None:
    """Publish pairs until the lists have several pages."""
    for index in range(number):
        french = factories.article(f"Article {index}", **fields)  # type: ignore[arg-type]
        factories.article(f"Piece {index}", "en", translation_of=french)


PAIRS = [
    ("/fr/", "/en/"),
    ("/fr/blog/", "/en/blog/"),
    ("/fr/blog/un-pave/", "/en/blog/a-stone/"),
    ("/fr/blog/etiquettes/", "/en/blog/tags/"),
    ("/fr/blog/etiquettes/voirie/", "/en/blog/tags/roads/"),
    ("/fr/blog/auteurs/", "/en/blog/authors/"),
    ("/fr/blog/auteurs/aline-roche/", "/en/blog/authors/aline-roche/"),
    ("/fr/blog/archives/2024/", "/en/blog/archive/2024/"),
    ("/fr/blog/archives/2024/5/", "/en/blog/archive/2024/5/"),
    ("/fr/recherche/", "/en/search/"),
]


@pytest.mark.parametrize(("french", "english"), PAIRS)
def test_both_sides_say_the_same_and_the_switch_leads_across(
    french: str, english: str, pair: object
) -> None:
    default = "/" if french == "/fr/" else french
    expected = {"fr": french, "en": english, "x-default": default}
    for address in (french, english):
        soup = read(address)
        assert alternates(soup) == expected
        assert canonical(soup) == address
        assert switch(soup) == {"fr": french, "en": english}


def test_a_plain_page_is_paired(db: None) -> None:
    french = PlainPage(title="À propos", locale=factories.locale("fr"))
    factories.blog_index("fr").get_parent().add_child(instance=french)
    english = PlainPage(
        title="About", locale=factories.locale("en"), translation_key=french.translation_key
    )
    factories.blog_index("en").get_parent().add_child(instance=english)
    expected = {"fr": "/fr/a-propos/", "en": "/en/about/", "x-default": "/fr/a-propos/"}
    assert alternates(read("/fr/a-propos/")) == alternates(read("/en/about/")) == expected


def test_the_choice_of_languages_is_the_default_of_the_home_pages() -> None:
    expected = {"fr": "/fr/", "en": "/en/", "x-default": "/"}
    assert [alternates(read(address)) for address in ("/", "/fr/", "/en/")] == [expected] * 3


def test_the_switch_keeps_the_number_of_the_page() -> None:
    many(25)
    for address, other in (("/fr/blog/?page=2", "en"), ("/en/blog/?page=3", "fr")):
        soup = read(address)
        number = address[-1]
        assert canonical(soup) == address
        assert switch(soup)[other] == f"/{other}/blog/?page={number}"
        assert alternates(read(switch(soup)[other])) == alternates(soup)


def test_a_shorter_list_is_met_at_its_beginning_and_says_so() -> None:
    tag = factories.tag("Voirie")
    roads = factories.tag("Roads", "en", translation_of=tag)
    many(15, tags=[tag])
    factories.article("Seul", tags=[tag])
    soup = read("/fr/blog/etiquettes/voirie/?page=2")
    assert switch(soup)["en"] == "/en/blog/tags/roads/"
    assert roads.name in note(soup, "en")
    assert set(alternates(soup)) == {"fr", "x-default"}
    assert Client().get("/en/blog/tags/roads/?page=2").status_code == 404
    assert "Seul" in read("/en/blog/tags/roads/").get_text()


def test_a_year_that_the_other_language_lacks_leads_to_its_index() -> None:
    old = factories.article("Ancien", date=datetime(2019, 1, 2, tzinfo=UTC))
    factories.article("Old", "en", translation_of=old, date=datetime(2020, 1, 2, tzinfo=UTC))
    soup = read("/fr/blog/archives/2019/")
    assert switch(soup)["en"] == "/en/blog/"
    assert note(soup, "en")
    assert set(alternates(soup)) == {"fr", "x-default"}
    assert Client().get("/en/blog/archive/2019/").status_code == 404


def test_a_tag_without_a_translation_leads_to_the_index_of_the_other_language() -> None:
    factories.article("Un pavé", tags=[factories.tag("Voirie")])
    soup = read("/fr/blog/etiquettes/voirie/")
    assert switch(soup)["en"] == "/en/blog/"
    assert "Articles" in note(soup, "en")
    assert set(alternates(soup)) == {"fr", "x-default"}


def test_a_tag_whose_translation_is_a_draft_has_none() -> None:
    tag = factories.tag("Voirie")
    factories.tag("Voirie (copie)", "en", translation_of=tag, live=False)
    factories.article("Un pavé", tags=[tag])
    assert switch(read("/fr/blog/etiquettes/voirie/"))["en"] == "/en/blog/"
    assert Client().get("/en/blog/tags/voirie-copie/").status_code == 404


def test_an_empty_list_stays_out_of_search_engines() -> None:
    tag = factories.tag("Voirie")
    factories.tag("Roads", "en", translation_of=tag)
    soup = read("/fr/blog/etiquettes/voirie/")
    assert canonical(soup) == "/fr/blog/etiquettes/voirie/"
    assert alternates(soup) == {}
    assert soup.select_one("meta[name=robots][content=noindex]")
    assert switch(soup)["fr"] == "/fr/blog/etiquettes/voirie/"


def test_every_link_of_the_switch_answers(pair: tuple[ArticlePage, ArticlePage]) -> None:
    alone = factories.article("Seul", tags=[factories.tag("Eau")])
    hidden = factories.article("Hidden", "en", translation_of=alone)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    pages = [*(address for found in PAIRS for address in found), alone.url]
    pages += [
        "/fr/blog/etiquettes/eau/",
        f"/fr/blog/archives/{timezone.localdate(alone.date).year}/",
    ]
    for address in pages:
        for target in switch(read(address)).values():
            assert Client().get(target).status_code == 200, (address, target)


def test_a_translation_a_reader_may_not_see_is_no_translation() -> None:
    french = factories.article("Un pavé")
    english = factories.article("A stone", "en", translation_of=french)
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    soup = read(french.url)
    assert switch(soup)["en"] == "/en/blog/"
    assert set(alternates(soup)) == {"fr", "x-default"}
    assert "A stone" not in read("/en/blog/").get_text()


def test_the_search_goes_on_in_the_other_language() -> None:
    soup = read("/fr/recherche/?q=pavé")
    assert switch(soup)["en"] == "/en/search/?q=pav%C3%A9"
    assert alternates(soup)["en"] == "/en/search/"
