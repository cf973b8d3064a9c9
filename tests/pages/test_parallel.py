"""Both languages of an article side by side."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from parvis.pages.parallel import aligned, prefixed
from tests import factories
from tests.translation.documents import published_pair

pytestmark = pytest.mark.django_db


def heading(text: str, anchor: str) -> tuple[str, dict[str, str]]:
    return ("heading", {"text": text, "level": "2", "anchor": anchor})


def text(words: str) -> tuple[str, str]:
    return ("text", f"<p>{words}</p>")


def pairs(client: Client, address: str) -> list[tuple[str, str]]:
    """Return what stands beside what, without the heads."""
    answer = client.get(address)
    assert answer.status_code == 200
    rows = BeautifulSoup(answer.content, "html.parser").select(".parallel .pair")[1:]
    return [tuple(side.get_text(" ", strip=True) for side in row.select(".prose")) for row in rows]  # type: ignore[misc]


@pytest.fixture
def written_apart() -> None:
    """An article whose languages were written apart, one with a paragraph more."""
    french = factories.article(
        "Le pont",
        body=[text("Début"), heading("Un", "one"), text("A"), text("B"), heading("Deux", "two")],
    )
    factories.article(
        "The bridge",
        "en",
        translation_of=french,
        body=[text("Start"), heading("One", "one"), text("A"), heading("Two", "two"), text("End")],
    )


@pytest.mark.usefixtures("written_apart")
def test_texts_written_apart_meet_at_their_headings(client: Client) -> None:
    found = pairs(client, "/fr/blog/le-pont/en/")
    assert [(a.split(" #")[0], b.split(" #")[0]) for a, b in found] == [
        ("Début", "Start"),
        ("Un", "One"),
        ("A", "A"),
        ("B", ""),
        ("Deux", "Two"),
        ("", "End"),
    ]


@pytest.mark.usefixtures("written_apart")
def test_each_side_says_its_language_and_no_id_is_there_twice(client: Client) -> None:
    soup = BeautifulSoup(client.get("/en/blog/the-bridge/fr/").content, "html.parser")
    sides = soup.select(".parallel .pair > *")
    assert [side["lang"] for side in sides] == ["en", "fr"] * (len(sides) // 2)
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]) for link in soup.select(".parallel a[href^='#']")]
    assert links
    assert {link[1:] for link in links} <= set(map(str, ids))
    second = soup.select_one(".pair > [lang=fr] .permalink")
    assert isinstance(second, Tag)
    assert second["href"] == "#fr-one"
    assert second.get_text() == "#Lien vers «\u202fUn\u202f»"


@pytest.mark.usefixtures("written_apart")
def test_the_switch_turns_the_sides_and_search_engines_are_not_told(client: Client) -> None:
    answer = client.get("/fr/blog/le-pont/en/")
    urls = {link.code: link.url for link in answer.context["languages"]}
    assert urls == {"fr": "/fr/blog/le-pont/en/", "en": "/en/blog/the-bridge/fr/"}
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.title is not None
    assert soup.title.get_text().startswith("Le pont, en français et en anglais")
    assert soup.select("meta[name=robots][content=noindex]")
    assert not soup.select("link[hreflang]")
    article = BeautifulSoup(client.get("/fr/blog/le-pont/").content, "html.parser")
    assert article.select(".byline a[href='/fr/blog/le-pont/en/']")
    assert soup.select(".breadcrumbs a[href='/fr/blog/le-pont/']")


def test_a_translation_stands_beside_its_source_block_by_block(client: Client) -> None:
    body = [heading("Un", ""), text("A"), text("B"), text("C")]
    published_pair(lambda: factories.article("Le pont", body=body))
    found = pairs(client, "/fr/blog/le-pont/en/")
    assert len(found) == len(body)
    assert all(here and there for here, there in found)


@pytest.mark.parametrize("end", ["nl/", "fr/", "xx/", "en/en/", "en/x/", "EN/"])
@pytest.mark.usefixtures("written_apart")
def test_other_addresses_below_an_article_lead_nowhere(client: Client, end: str) -> None:
    assert client.get(f"/fr/blog/le-pont/{end}").status_code == 404


def test_an_article_alone_has_no_such_view(client: Client) -> None:
    page = factories.article("Seul")
    factories.article("Hidden", "en", translation_of=page, live=False)
    assert client.get(f"{page.url}en/").status_code == 404
    assert "/fr/blog/seul/en/" not in client.get(page.url).content.decode()


def test_an_empty_side_is_empty(client: Client) -> None:
    page = factories.article("Le pont", body=[text("A")])
    other: Any = factories.article("The bridge", "en", translation_of=page)
    other.body = []
    other.save_revision().publish()
    assert pairs(client, f"{page.url}en/") == [("A", "")]


def test_what_lies_between_two_pairs_is_paired_in_order() -> None:
    assert list(aligned("abc", "axbc")) == [(0, 0), (None, 1), (1, 2), (2, 3)]
    assert list(aligned("axxb", "ayb")) == [(0, 0), (1, 1), (2, None), (3, 2)]
    assert list(aligned("", "")) == []


def test_only_tags_are_prefixed() -> None:
    html = '<p id="a">id="b" <a href="#a">x</a> <a href="/#a">y</a></p>'
    assert prefixed(html, "en-") == (
        '<p id="en-a">id="b" <a href="#en-a">x</a> <a href="/#a">y</a></p>'
    )
