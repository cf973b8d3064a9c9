"""The sitemap: every language, every list, nothing hidden."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage
from home.models import HomePage, PlainPage
from parvis.discovery import sitemap
from parvis.translation.glossary.models import GlossaryPage
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
        for url in ElementTree.fromstring(answer.getvalue()).iterfind("s:url", NS):  # noqa: S314
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
    year = timezone.localdate(french.date).year
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


def test_every_address_answers_and_says_the_same_alternates(client: Client, settings: Any) -> None:
    settings.PARVIS_PER_PAGE = 2
    tag, aline = factories.tag("Voirie"), factories.author("Aline")
    series = factories.series("Places")
    french = factories.article("Un pavé", tags=[tag], authors=[aline], series=(series, 1))
    roads = factories.tag("Roads", "en", translation_of=tag)
    factories.article("A stone", "en", translation_of=french, tags=[roads])
    factories.article("Only here", "en")
    factories.article("Un banc", tags=[tag])
    factories.article("Un arbre", tags=[tag])
    found = listed(client)
    assert found["/fr/blog/?page=2"] == {
        "fr": "http://testserver/fr/blog/?page=2",
        "en": "http://testserver/en/blog/?page=2",
        "x-default": "http://testserver/fr/blog/?page=2",
    }
    assert {"/", "/fr/blog/etiquettes/voirie/?page=2", "/en/blog/tags/roads/?page=2"} <= set(found)
    assert not {"/fr/blog/?page=3", "/fr/blog/series/places/?page=2"} & set(found)
    for address, alternates in found.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert f'<link rel="canonical" href="http://testserver{address}"' in text, address
        assert "noindex" not in text, address
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


def test_an_author_without_articles_is_neither_listed_nor_indexed(client: Client) -> None:
    aline, luc = factories.author("Aline"), factories.author("Luc")
    factories.author("Luc", "en", translation_of=luc)
    factories.article("Un pavé", authors=[aline])
    found = listed(client)
    assert "/fr/blog/auteurs/aline/" in found
    assert not {"/fr/blog/auteurs/luc/", "/en/blog/authors/luc/"} & set(found)
    shown = client.get("/fr/blog/auteurs/").content.decode()
    assert "auteurs/aline/" in shown
    assert "auteurs/luc/" not in shown
    assert "noindex" in client.get("/fr/blog/auteurs/luc/").content.decode()


def test_its_cost_does_not_grow_with_the_articles(client: Client) -> None:
    def cost() -> list[int]:
        counts = []
        for section in ("articles", "lists", "pages", "glossary"):
            client.get(f"/sitemap-{section}.xml").getvalue()
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/sitemap-{section}.xml").getvalue()
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


@pytest.mark.parametrize("section", ["articles", "lists", "pages", "glossary"])
def test_more_than_a_file_holds_fills_several(
    client: Client, section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(5)
    whole = addresses_in(client, f"/sitemap-{section}.xml")
    monkeypatch.setattr(sitemap, "ADDRESSES", 4)
    index = client.get("/sitemap.xml").content.decode()
    files = re.findall(rf"<loc>http://testserver(/sitemap-{section}[^<]*)</loc>", index)
    ends = ["", *(f".{number}" for number in range(2, len(files) + 1))]
    assert files == [f"/sitemap-{section}{end}.xml" for end in ends]
    assert len(files) > 2
    texts = [client.get(address).getvalue().decode() for address in files]
    # Of the pages, `/` stands beside the two homes it leads to.
    room = 5 if section == "pages" else 4
    assert [text.count("<url>") for text in texts if text.count("<url>") > room] == []
    found = [url for text in texts for url in re.findall(r"<loc>([^<]+)</loc>", text)]
    assert len(found) == len(set(found))
    assert set(found) == set(whole)
    # Those of one work stand in one file, or robots would see its alternates half.
    for text in texts:
        listed = set(re.findall(r"<loc>([^<]+)</loc>", text))
        assert set(re.findall(r'href="([^"]+)"', text)) <= listed


def test_a_file_is_made_while_it_is_sent(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(5)
    monkeypatch.setattr(sitemap, "BATCH", 2)
    with CaptureQueriesContext(connection) as queries:
        parts = iter(client.get("/sitemap-articles.xml").streaming_content)
        next(parts)
        begun = len(queries)
        texts = [part.decode() for part in parts]
    asked = [query["sql"] for query in queries.captured_queries[begun:]]
    assert sum("translation_key" in sql and " IN (" in sql for sql in asked) == 3  # of five, by two
    assert max(text.count("<url>") for text in texts) <= 4


def grow(works: int) -> None:
    """Publish works of each kind of page, every other one in English too."""
    for number in range(works):
        tag = factories.tag(f"Sujet {number}")
        french = factories.article(f"Pavé {number}", tags=[tag])
        pages = [plain(PlainPage, number), plain(GlossaryPage, number)]
        if number % 2:
            factories.article(f"Stone {number}", "en", translation_of=french)
            for page in pages:
                plain(type(page), number, "en", translation_of=page)


def plain(model: Any, number: int, code: str = "fr", translation_of: Any = None) -> Any:
    """Publish a page of that type below a language's home."""
    made = model(title=f"{model.__name__} {number}", locale=factories.locale(code))
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    return HomePage.objects.get(locale__language_code=code).add_child(instance=made)


def addresses_in(client: Client, file: str) -> list[str]:
    """Return what a file lists."""
    return re.findall(r"<loc>([^<]+)</loc>", client.get(file).getvalue().decode())


@pytest.mark.parametrize("end", ["articles.0", "articles.2", "articles.x", "lists.2", "none"])
def test_a_file_that_is_not_listed_is_not_found(client: Client, end: str) -> None:
    factories.article("Pavé")
    assert client.get(f"/sitemap-{end}.xml").status_code == 404
