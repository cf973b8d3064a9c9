"""The sitemap: every language, every list, nothing hidden."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from blog import sitemap
from blog.models import ArticlePage
from tests import factories

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def listed(client: Client) -> dict[str, dict[str, str]]:
    """Return the alternates of every address in every section."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own)
    found = {}
    for section in index.iterfind(".//s:loc", NS):
        answer = client.get(str(section.text).removeprefix("http://testserver"))
        assert answer.status_code == 200
        for url in ElementTree.fromstring(answer.content).iterfind("s:url", NS):  # noqa: S314
            address = str(url.findtext("s:loc", namespaces=NS)).removeprefix("http://testserver")
            found[address] = {
                str(link.get("hreflang")): str(link.get("href"))
                for link in url.iterfind("x:link", NS)
            }
    return found


def test_it_covers_both_languages_and_every_list(client: Client) -> None:
    tag = factories.tag("Voirie")
    roads = factories.tag("Roads", "en", translation_of=tag)
    aline = factories.author("Aline")
    french = factories.article("Un pavé", tags=[tag], authors=[aline])
    factories.article("A stone", "en", tags=[roads], translation_of=french)
    found = listed(client)
    year = french.date.year
    assert set(found) >= {
        "/fr/", "/en/", "/fr/blog/", "/en/blog/", "/fr/blog/un-pave/", "/en/blog/a-stone/",
        "/fr/blog/etiquettes/", "/en/blog/tags/", "/fr/blog/etiquettes/voirie/",
        "/en/blog/tags/roads/", "/fr/blog/auteurs/", "/fr/blog/auteurs/aline/",
        f"/fr/blog/archives/{year}/", f"/en/blog/archive/{year}/",
    }  # fmt: skip
    base = "http://testserver"
    assert (
        found["/fr/blog/un-pave/"]
        == found["/en/blog/a-stone/"]
        == {
            "fr": f"{base}/fr/blog/un-pave/",
            "en": f"{base}/en/blog/a-stone/",
            "x-default": f"{base}/fr/blog/un-pave/",
        }
    )


def test_every_address_answers_and_says_the_same_alternates(client: Client) -> None:
    french = factories.article("Un pavé", tags=[factories.tag("Voirie")])
    factories.article("A stone", "en", translation_of=french)
    factories.article("Only here", "en")
    for address, alternates in listed(client).items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        head = dict(
            re.findall(
                r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', answer.content.decode()
            )
        )
        assert head == alternates, address


def test_drafts_restricted_and_alias_pages_are_left_out(client: Client) -> None:
    factories.article("Brouillon", live=False)
    hidden = factories.article("Réservé")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    original = factories.article("Original")
    original.create_alias(parent=factories.blog_index("fr"), update_slug="copie")
    assert ArticlePage.objects.filter(slug="copie", live=True).exists()
    found = listed(client)
    assert "/fr/blog/original/" in found
    for address in ("/fr/blog/brouillon/", "/fr/blog/reserve/", "/fr/blog/copie/"):
        assert address not in found


def test_its_cost_does_not_grow_with_the_articles(client: Client) -> None:
    def cost() -> list[int]:
        counts = []
        for section in ("articles", "lists", "pages"):
            client.get(f"/sitemap-{section}.xml")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/sitemap-{section}.xml")
            counts.append(len(queries))
        return counts

    for number in range(2):
        factories.article(f"Pavé {number}", tags=[factories.tag(f"Sujet {number}")])
    few = cost()
    for number in range(2, 15):
        factories.article(f"Pavé {number}", tags=[factories.tag(f"Sujet {number}")])
    assert cost() == few


def test_an_unknown_section_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_more_articles_than_a_file_holds_fill_several(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "ADDRESSES", 4)
    for number in range(5):
        french = factories.article(f"Pavé {number}")
        if number % 2:
            factories.article(f"Stone {number}", "en", translation_of=french)
    index = client.get("/sitemap.xml").content.decode()
    files = re.findall(r"<loc>http://testserver(/sitemap-articles[^<]*)</loc>", index)
    assert files == [f"/sitemap-articles{end}.xml" for end in ("", ".2", ".3")]
    texts = [client.get(address).content.decode() for address in files]
    assert [text.count("<url>") for text in texts if text.count("<url>") > 4] == []
    found = [url for text in texts for url in re.findall(r"<loc>([^<]+)</loc>", text)]
    assert len(found) == len(set(found)) == 7
    # Those of one work stand in one file, or robots would see its alternates half.
    for text in texts:
        listed = set(re.findall(r"<loc>([^<]+)</loc>", text))
        assert set(re.findall(r'href="([^"]+)"', text)) <= listed


@pytest.mark.parametrize("end", ["articles.0", "articles.2", "articles.x", "lists.2", "none"])
def test_a_file_that_is_not_listed_is_not_found(client: Client, end: str) -> None:
    factories.article("Pavé")
    assert client.get(f"/sitemap-{end}.xml").status_code == 404
