"""Feeds per language, tag and author."""

import json
from datetime import datetime
from typing import Any

import feedparser
import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories

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


def test_the_text_is_whole_and_every_address_in_it_absolute(client: Client, published: Any) -> None:
    feed = feedparser.parse(client.get("/fr/blog/flux/rss/").content, sanitize_html=False)
    html = feed.entries[0].summary
    assert "Résumé" in html
    assert 'href="http://testserver/fr/blog/un-pave/"' in html
    assert 'src="http://testserver/media/' in html
    assert 'href="/' not in html
    assert 'src="/' not in html


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


def test_an_unknown_feed_tag_or_author_is_not_found(client: Client, published: Any) -> None:
    for address in (
        "/fr/blog/flux/json5/",
        "/fr/blog/etiquettes/rien/flux/rss/",
        "/fr/blog/auteurs/personne/flux/atom/",
        "/fr/blog/flux/",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_costs_the_same_for_two_articles_and_twenty(
    client: Client, kind: str, django_assert_max_num_queries: Any
) -> None:
    tag, author = factories.tag("Voirie"), factories.author("Aline")
    for number in range(20):
        cover = factories.picture()
        factories.article(
            f"Pavé {number}", tags=[tag], authors=[author], cover=cover, cover_alt="Une place"
        )
    client.get(f"/fr/blog/flux/{kind}/")
    cache.clear()
    with django_assert_max_num_queries(15):
        client.get(f"/fr/blog/flux/{kind}/")


def test_pages_announce_their_feeds(client: Client, published: Any) -> None:
    head = client.get("/fr/blog/etiquettes/voirie/").content.decode()
    for address in (*FEEDS[:4], "/fr/blog/flux/json/", "/fr/blog/etiquettes/voirie/flux/json/"):
        assert address in head
