"""What an address that leads nowhere offers."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from parvis.search.lost import OFFERED, slug_of
from tests import factories

pytestmark = pytest.mark.django_db


def offered(client: Client, address: str) -> list[tuple[str, str]]:
    """Return (address, text) of each offer, the language's mark with it."""
    answer = client.get(address)
    assert answer.status_code == 404
    items = BeautifulSoup(answer.content, "html.parser").select("[aria-labelledby=offers] li")
    return [(str(li.a["href"]), li.get_text(" ", strip=True)) for li in items if li.a]


def test_the_translation_of_a_page_asked_for_in_the_wrong_language(client: Client) -> None:
    page = factories.article("Le pavé neuf")
    factories.article("The new stone", "en", translation_of=page)
    assert offered(client, "/en/blog/le-pave-neuf/") == [
        ("/en/blog/the-new-stone/", "The new stone")
    ]


def test_a_page_without_a_translation_is_offered_as_what_it_is(client: Client) -> None:
    factories.article("Le pavé neuf")
    assert offered(client, "/en/blog/le-pave-neuf/") == [
        ("/fr/blog/le-pave-neuf/", "Le pavé neuf Only in French")
    ]
    soup = BeautifulSoup(client.get("/en/blog/le-pave-neuf/").content, "html.parser")
    link = soup.select_one("[aria-labelledby=offers] a")
    assert link is not None
    assert (link["lang"], link["hreflang"]) == ("fr", "fr")


def test_a_page_taken_back_leads_to_its_translation(client: Client) -> None:
    page = factories.article("Le pavé neuf")
    factories.article("The new stone", "en", translation_of=page)
    page.unpublish()
    expected = [("/en/blog/the-new-stone/", "The new stone En anglais seulement")]
    assert offered(client, "/fr/blog/le-pave-neuf/") == expected
    # A draft that nobody has seen is no reader's business.
    draft = factories.article("Le banc neuf", live=False)
    factories.article("The new bench", "en", translation_of=draft)
    assert offered(client, "/fr/blog/le-banc-neuf/") == []


def test_a_tag_author_or_series_asked_for_in_the_wrong_language(client: Client) -> None:
    tag, author = factories.tag("Voirie"), factories.author("Aline Maes")
    series = factories.series("Les places")
    factories.tag("Roads", "en", translation_of=tag)
    factories.series("Squares", "en", translation_of=series)
    assert offered(client, "/en/blog/tags/voirie/") == [("/en/blog/tags/roads/", "Roads")]
    assert offered(client, "/en/blog/series/les-places/") == [
        ("/en/blog/series/squares/", "Squares")
    ]
    assert offered(client, "/en/blog/authors/aline-maes/") == [
        ("/fr/blog/auteurs/aline-maes/", "Aline Maes Only in French")
    ]
    for subject in (author, tag):
        subject.save_revision().publish()
        subject.refresh_from_db()
        subject.unpublish()
    assert offered(client, "/en/blog/authors/aline-maes/") == []
    assert offered(client, "/fr/blog/etiquettes/voirie/")[0][0] == "/en/blog/tags/roads/"


@pytest.mark.parametrize(
    "address",
    ["/fr/ailleurs/le-pave-neuf/", "/fr/2019/05/le-pave-neuf.html", "/fr/blog/Le-Pave-Neuf"],
)
def test_a_page_that_stands_elsewhere(client: Client, address: str) -> None:
    factories.article("Le pavé neuf")
    assert offered(client, address if address.endswith("l") else f"{address.rstrip('/')}/") == [
        ("/fr/blog/le-pave-neuf/", "Le pavé neuf")
    ]


def test_pages_with_the_words_of_an_old_slug_and_a_search_for_them(client: Client) -> None:
    factories.article("Le pavé neuf")
    factories.article("Tout autre chose")
    address = "/fr/blog/des-paves-neufs/"
    assert offered(client, address) == [("/fr/blog/le-pave-neuf/", "Le pavé neuf")]
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    field = soup.select_one("main input[name=q]")
    assert field is not None
    assert field["value"] == "des paves neufs"


def test_a_word_or_two_in_common_is_not_enough(client: Client) -> None:
    factories.article("La place du marché", body=[("text", "<p>Trois langues, même place.</p>")])
    assert offered(client, "/fr/blog/trois-langues-sur-la-meme-place/") == []
    assert offered(client, "/fr/blog/la-sur-un/") == []


def test_nothing_hidden_is_offered(client: Client) -> None:
    factories.article("Le pavé neuf", live=False)
    hidden = factories.article("Le pavé réservé")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert offered(client, "/en/blog/le-pave-neuf/") == []
    assert offered(client, "/en/blog/le-pave-reserve/") == []


def test_no_more_than_a_few_are_offered_at_a_cost_that_does_not_grow(client: Client) -> None:
    def cost() -> int:
        client.get("/fr/blog/un-vieux-pave/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/fr/blog/un-vieux-pave/")
        return len(queries)

    factories.article("Pavé")
    few = cost()
    assert few <= 20
    for number in range(OFFERED + 3):
        factories.article(f"Pavé {number}", tags=[factories.tag(f"Un vieux pavé {number}")])
    assert len(offered(client, "/fr/blog/un-vieux-pave/")) == OFFERED
    assert cost() == few


def test_the_page_of_the_addresss_language_comes_before_one_of_another(client: Client) -> None:
    twin = factories.article("Twin", "en")
    factories.article("Jumeau", translation_of=twin, slug="twin")
    assert offered(client, "/fr/ailleurs/twin/") == [("/fr/blog/twin/", "Jumeau")]
    assert offered(client, "/en/elsewhere/twin/") == [("/en/blog/twin/", "Twin")]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/fr/blog/un-pave/", "un-pave"),
        ("/fr/blog/Un_Pave.HTML", "un_pave"),
        ("/fr/blog/%C3%A9t%C3%A9-2026", "été-2026"),
        ("/en/", ""),
        ("/fr/blog/2026/", ""),
        ("/fr/blog/20260504-12/", ""),
        (f"/fr/{'a' * 300}/", ""),
        ("/fr/blog/\0/", ""),
        ("/fr/" + "%00" * 5, ""),
        ("/fr/blog/;drop table/", ""),
        ("/", ""),
    ],
)
def test_what_could_be_a_slug(path: str, slug: str) -> None:
    assert slug_of(path) == slug


@pytest.mark.parametrize(
    "path", ["/wp-login.php", "/fr/%00%00", "/fr/%ff%fe", "/fr/'\"<x>/", "/xx/"]
)
def test_no_address_can_break_the_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
