"""Feeds per language, tag and author."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from blog.feeds import ITEMS
from blog.models import BlogIndexPage
from home.models import PlainPage
from parvis.discovery import feeds as announcers
from parvis.media.models import Download
from tests import factories
from tests.feeds import wrong_in

pytestmark = pytest.mark.django_db
FEEDS = [
    "/fr/blog/flux/rss/",
    "/fr/blog/flux/atom/",
    "/fr/blog/etiquettes/voirie/flux/rss/",
    "/fr/blog/etiquettes/voirie/flux/atom/",
    "/fr/blog/auteurs/aline/flux/rss/",
    "/fr/blog/auteurs/aline/flux/atom/",
]


@pytest.fixture
def published() -> Any:
    """Publish an article with a tag, an author and a picture, among others that must not show."""
    tag, author = factories.tag("Voirie"), factories.author("Aline")
    factories.article("Brouillon", tags=[tag], authors=[author], live=False)
    factories.article("In English", "en")
    cover = factories.picture()
    page = factories.article(
        "Un pavé", tags=[tag], authors=[author], cover=cover, cover_alt="Une place"
    )
    page.body.append(("text", f'<p>Voir <a linktype="page" id="{page.pk}">ici</a>\x0b.</p>'))
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_is_what_its_format_asks(client: Client, published: Any, kind: str) -> None:
    published.summary = "Sable & gravier : < 3 \x0b"
    published.save_revision().publish()
    # Nobody signs it, no tag, no picture; and a title that XML cannot hold as it is.
    factories.article("Seul \x0b & nu", summary="")
    factories.article("À deux", authors=[factories.author("Luc"), *published.authors])
    for start in (
        "/fr/blog/flux",
        "/fr/blog/etiquettes/voirie/flux",
        "/fr/blog/auteurs/aline/flux",
    ):
        feed = client.get(f"{start}/{kind}/").content
        assert wrong_in(kind, feed) == []


def test_what_is_wrong_in_a_feed_is_seen(client: Client, published: Any) -> None:
    atom = client.get("/fr/blog/flux/atom/").content
    for old, new in (
        (rb'<summary type="text">.*?</summary>', b""),
        (rb"<updated>[^<]*</updated>", b""),
        (rb"<author>.*?</author>", b""),
        (rb"<published>[^<]*", b"<published>2026-11-28T10:00:00"),
        (rb'<content type="html">', b'<content type="markdown">'),
        (rb"<id>urn[^<]*</id>", b"<ident/>"),
    ):
        assert wrong_in("atom", re.sub(old, new, atom, flags=re.DOTALL)), old
    rss = client.get("/fr/blog/flux/rss/").content
    for old, new in (
        (rb"<content:encoded>.*?</content:encoded>", b""),
        (rb"<pubDate>[^<]*", b"<pubDate>2026-11-28"),
        (rb"<guid.*?</guid>", b""),
        (rb"<atom:link[^>]*(/>|></atom:link>)", b""),
    ):
        assert wrong_in("rss", re.sub(old, new, rss, flags=re.DOTALL)), old
    told = client.get("/fr/blog/flux/json/").content
    for before, after in ((b'"id"', b'"uid"'), (b'"tags": [', b'"tags": ["", '), (b"/1.1", b"/1")):
        assert wrong_in("json", told.replace(before, after)), before


def test_summary_and_whole_text_are_told_apart(client: Client, published: Any) -> None:
    for kind in ("rss", "atom"):
        [entry] = feedparser.parse(client.get(f"/fr/blog/flux/{kind}/").content).entries
        assert entry.summary == html.escape(published.teaser, quote=False)
        assert "ici</a>" in entry.content[0].value
        assert entry.content[0].type == "text/html"
        assert [author.name for author in entry.authors] == ["Aline"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_well_formed_and_holds_the_published_articles_only(
    client: Client, published: Any, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert ("rss" if "rss" in address else "atom") in answer["Content-Type"]
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert [entry.title for entry in feed.entries] == ["Un pavé"]
    assert feed.feed.language == "fr"
    assert feed.entries[0].link == "http://testserver/fr/blog/un-pave/"
    assert feed.entries[0].id.startswith("urn:uuid:")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_is_named_among_those_of_other_sites(
    client: Client, published: Any, kind: str
) -> None:
    site = factories.blog_index("fr").get_parent().title
    for start, name in (("", site), ("etiquettes/voirie/", f"Voirie – {site}")):
        feed = client.get(f"/fr/blog/{start}flux/{kind}/").content
        read = json.loads(feed) if kind == "json" else feedparser.parse(feed).feed
        assert read["title"] == name


def test_a_tag_announces_its_feeds_by_its_name(client: Client, published: Any) -> None:
    names = [name for _address, name in announced(client, "/fr/blog/etiquettes/voirie/")]
    assert names[:3] == ["Voirie (RSS)", "Voirie (Atom)", "Voirie (JSON Feed)"]


def test_the_text_is_whole_and_every_address_in_it_absolute(client: Client, published: Any) -> None:
    feed = feedparser.parse(client.get("/fr/blog/flux/rss/").content, sanitize_html=False)
    text = feed.entries[0].content[0].value
    assert "Résumé" in text
    assert 'href="http://testserver/fr/blog/un-pave/"' in text
    assert 'src="http://testserver/media/' in text
    assert 'href="/' not in text
    assert 'src="/' not in text


@pytest.mark.parametrize("address", [address.replace("rss", "json") for address in FEEDS[::2]])
def test_json_feed_says_what_version_1_1_asks(client: Client, published: Any, address: str) -> None:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["language"] == "fr"
    assert feed["feed_url"] == f"http://testserver{address}"
    assert feed["home_page_url"] == f"http://testserver{address.replace('flux/json/', '')}"
    [item] = feed["items"]
    atom = feedparser.parse(client.get("/fr/blog/flux/atom/").content).entries[0]
    assert item["id"] == atom.id
    assert item["url"] == "http://testserver/fr/blog/un-pave/"
    assert item["title"] == "Un pavé"
    assert item["summary"] == published.teaser
    assert "Résumé" in item["content_html"]
    assert 'href="/' not in item["content_html"]
    assert "\x0b" not in item["content_html"]
    assert item["image"] in item["content_html"]
    assert item["tags"] == ["Voirie"]
    assert item["authors"] == [{"name": "Aline", "url": "http://testserver/fr/blog/auteurs/aline/"}]
    for name in ("date_published", "date_modified"):
        assert datetime.fromisoformat(item[name]).tzinfo is not None


def test_an_author_without_a_page_is_named_and_not_linked(client: Client) -> None:
    author = factories.author("Aline")
    factories.article("Un pavé", authors=[author])
    author.unpublish()
    [item] = json.loads(client.get("/fr/blog/flux/json/").content)["items"]
    assert item["authors"] == [{"name": "Aline"}]


def test_an_empty_feed_is_a_feed_all_the_same(client: Client) -> None:
    factories.blog_index()
    assert json.loads(client.get("/fr/blog/flux/json/").content)["items"] == []


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_empty_feed_is_the_same_until_something_is_in_it(client: Client, kind: str) -> None:
    index = BlogIndexPage.objects.filter(pk=factories.blog_index().pk)
    for moment, told in ((datetime(2024, 5, 9, 12, tzinfo=UTC), "2024"), (None, "1970")):
        index.update(last_published_at=moment)
        first, second = (client.get(f"/fr/blog/flux/{kind}/").content for _time in range(2))
        assert told in first.decode()
        assert first == second


def test_an_unknown_feed_tag_or_author_is_not_found(client: Client, published: Any) -> None:
    for address in (
        "/fr/blog/flux/json5/",
        "/fr/blog/etiquettes/rien/flux/rss/",
        "/fr/blog/auteurs/personne/flux/atom/",
        "/fr/blog/flux/",
    ):
        assert client.get(address).status_code == 404, address


def test_a_feed_costs_the_same_whatever_its_articles_hold(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    tag, author = factories.tag("Voirie"), factories.author("Aline")
    for number in range(ITEMS):
        factories.article(
            f"Pavé {number}", tags=[tag], authors=[author], cover=factories.picture(),
            cover_alt="Une place", body=rich_body(number),
        )  # fmt: skip
    for kind in ("rss", "atom", "json"):
        cache.clear()
        first = client.get(f"/fr/blog/flux/{kind}/").content.decode()
        cache.clear()
        Site.get_site_root_paths()
        with django_assert_max_num_queries(12, info=kind):
            again = client.get(f"/fr/blog/flux/{kind}/").content.decode()
        assert again == first, kind
        for expected in ("/fr/blog/cible-7/", "/fr/blog/target-7/", "/documents/", "Image 7"):
            assert expected in first, (kind, expected)
        # A page of another language is linked in the reader's where it exists in it.
        assert "/en/blog/target-7/" not in first, kind


def rich_body(number: int) -> list[tuple[str, Any]]:
    """Return a body with pictures, a document, buttons and links, of its own in each article."""
    target = factories.article(f"Cible {number}", date=datetime(2020, 1, 1, tzinfo=UTC))
    other = factories.article(f"Target {number}", "en", date=datetime(2020, 1, 1, tzinfo=UTC))
    french = factories.article(
        f"Target {number}", translation_of=other, date=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert french.slug == other.slug
    document = Download.objects.create(
        title=f"Plan {number}", file=ContentFile(b"plan", name=f"plan-{number}.txt")
    )
    picture = factories.picture()
    picture.contextual_alt_text, picture.decorative = f"Image {number}", False
    links = (
        f'<a linktype="page" id="{target.pk}">ici</a>, <a linktype="page" id="{other.pk}">là</a>, '
        f'<a linktype="document" id="{document.pk}">plan</a>'
    )
    button = {"label": "Aller", "page": other, "url": "", "is_secondary": False}
    return [
        ("text", f"<p>{links}</p>"),
        ("image", {"picture": picture, "caption": "", "credit": ""}),
        ("document", {"document": document, "title": "", "note": ""}),
        ("buttons", {"buttons": [button]}),
        ("callout", {"kind": "note", "title": "", "text": f"<p>{links}</p>"}),
        ("accordion", {"items": [{"title": "Quoi ?", "text": f"<p>{links}</p>"}]}),
    ]


def test_pages_announce_their_feeds(client: Client, published: Any) -> None:
    head = client.get("/fr/blog/etiquettes/voirie/").content.decode()
    for address in (*FEEDS[:4], "/fr/blog/flux/json/", "/fr/blog/etiquettes/voirie/flux/json/"):
        assert address in head


def announced(client: Client, address: str) -> list[tuple[str, str]]:
    """Return the feeds that the head of a page announces: address and title."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    links = soup.select("head link[rel=alternate][type]")
    return [(str(link["href"]), str(link["title"])) for link in links]


@pytest.mark.parametrize(("code", "search"), [("fr", "recherche"), ("en", "search")])
def test_every_page_of_a_language_announces_its_feeds(
    code: str, search: str, client: Client
) -> None:
    index = factories.blog_index(code)
    page = PlainPage(title="A", slug="a", locale=index.locale)
    index.get_parent().add_child(instance=page)
    expected = announced(client, index.url)
    assert [address for address, _title in expected] == [
        f"http://testserver{index.url}{'flux' if code == 'fr' else 'feed'}/{kind}/"
        for kind in ("rss", "atom", "json")
    ]
    for address in (f"/{code}/", page.url, f"/{code}/{search}/?q=a", f"/{code}/contact/"):
        assert announced(client, address) == expected, address


def test_a_publication_that_is_not_public_is_announced_nowhere(client: Client) -> None:
    index = factories.blog_index("fr")
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert announced(client, "/fr/") == []
    assert announced(client, "/en/") != []


def test_a_page_with_feeds_of_its_own_does_not_ask_for_the_languages(
    client: Client, monkeypatch: pytest.MonkeyPatch, published: Any
) -> None:
    asked: list[str] = []

    def says_nothing(_request: HttpRequest, code: str) -> list[announcers.Feed]:
        asked.append(code)
        return []

    monkeypatch.setattr(announcers, "_registered", [says_nothing])
    assert announced(client, published.url) != []
    assert asked == []
    assert announced(client, "/fr/") == []
    assert asked == ["fr"]
