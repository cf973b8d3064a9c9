"""A crawl of the whole demo in both languages, following every internal link."""

import json
import re
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

LIMIT = 2_000


@dataclass
class Answer:
    """What the server said to one address."""

    status: int
    type: str
    soup: BeautifulSoup | None


@pytest.fixture(scope="session")
def crawl(demo: str) -> dict[str, Answer]:
    """Every address of the demo that a link leads to, from the two home pages and the sitemap."""
    found: dict[str, Answer] = {}
    waiting = [f"{demo}/", f"{demo}/fr/", f"{demo}/en/"]
    while waiting and len(found) < LIMIT:
        address = waiting.pop()
        if address in found:
            continue
        answer = found[address] = _get(address)
        if answer.soup is not None:
            waiting += [link for link in _internal(answer.soup, address, demo) if link not in found]
    assert len(found) < LIMIT, "the crawl does not end: a page links to ever new addresses"
    return found


@pytest.fixture(scope="session")
def pages(crawl: dict[str, Answer]) -> dict[str, BeautifulSoup]:
    """The HTML pages of the crawl."""
    return {address: answer.soup for address, answer in crawl.items() if answer.soup is not None}


def test_every_internal_link_answers_200(crawl: dict[str, Answer]) -> None:
    assert {a: answer.status for a, answer in crawl.items() if answer.status != 200} == {}
    assert len(crawl) > 60


def test_every_page_has_one_h1_one_main_a_title_and_a_description(
    pages: dict[str, BeautifulSoup],
) -> None:
    wrong = {
        address: counts
        for address, soup in pages.items()
        if (
            counts := (
                len(soup.find_all("h1")),
                len(soup.find_all("main")),
                bool(soup.title and soup.title.get_text(strip=True)),
                bool(_meta(soup, "description")),
            )
        )
        != (1, 1, True, True)
    }
    assert wrong == {}


def test_every_page_declares_the_language_of_its_address(pages: dict[str, BeautifulSoup]) -> None:
    wrong = {}
    for address, soup in pages.items():
        first = urlsplit(address).path.split("/")[1]
        if first in {"fr", "en"} and soup.html and soup.html.get("lang") != first:
            wrong[address] = soup.html.get("lang")
    assert wrong == {}


def test_nothing_comes_from_a_third_party(pages: dict[str, BeautifulSoup], demo: str) -> None:
    foreign = {
        (address, str(value))
        for address, soup in pages.items()
        for tag, attribute in (
            ("img", "src"),
            ("script", "src"),
            ("iframe", "src"),
            ("source", "srcset"),
            ("video", "src"),
            ("audio", "src"),
            ("img", "srcset"),
        )
        for element in soup.find_all(tag)
        if (value := element.get(attribute)) and _is_foreign(str(value), address, demo)
    } | {
        (address, str(link["href"]))
        for address, soup in pages.items()
        for link in soup.find_all("link", href=True)
        if {"stylesheet", "preload", "icon", "preconnect"} & set(link.get("rel") or [])
        and _is_foreign(str(link["href"]), address, demo)
    }
    assert foreign == set()


def test_every_image_has_a_text_alternative_or_is_marked_as_decorative(
    pages: dict[str, BeautifulSoup],
) -> None:
    without = {
        (address, str(image))
        for address, soup in pages.items()
        for image in soup.find_all("img")
        if image.get("alt") is None
    }
    assert without == set()


def test_hreflang_is_reciprocal_with_self_and_a_default(pages: dict[str, BeautifulSoup]) -> None:
    sets = {address: _alternates(soup) for address, soup in pages.items()}
    wrong = []
    for address, alternates in sets.items():
        if not alternates or address != _canonical(pages[address]):
            continue
        if address not in alternates.values() or "x-default" not in alternates:
            wrong.append((address, "no self or no default"))
        for code, other in alternates.items():
            if code != "x-default" and sets.get(other) != alternates:
                wrong.append((address, f"{other} does not answer in kind"))
    assert wrong == []
    assert sum(len(alternates) >= 3 for alternates in sets.values()) > 30


def test_what_programs_are_told_agrees_with_the_page(pages: dict[str, BeautifulSoup]) -> None:
    wrong: list[tuple[str, Any]] = []
    articles = 0
    for address, soup in pages.items():
        for node in _nodes(soup):
            if node["@type"] == "BreadcrumbList":
                seen = [urljoin(address, str(a["href"])) for a in soup.select(".breadcrumbs a")]
                told = [item["item"] for item in node["itemListElement"]]
                if told != [*seen, _canonical(soup)]:
                    wrong.append((address, told))
            if node["@type"] == "Article":
                articles += 1
                wrong += [(address, why) for why in _disagreements(node, soup)]
    assert wrong == []
    assert articles > 20


def test_no_title_is_used_twice(pages: dict[str, BeautifulSoup]) -> None:
    by_title: dict[str, list[str]] = defaultdict(list)
    for address, soup in pages.items():
        if address == _canonical(soup) and soup.title:
            by_title[soup.title.get_text(strip=True)].append(address)
    assert {title: found for title, found in by_title.items() if len(found) > 1} == {}


def test_every_anchor_exists(pages: dict[str, BeautifulSoup], demo: str) -> None:
    ids = {address: {e["id"] for e in soup.find_all(id=True)} for address, soup in pages.items()}
    missing = set()
    for address, soup in pages.items():
        for link in soup.find_all("a", href=True):
            target, fragment = urldefrag(urljoin(address, str(link["href"])))
            if fragment and target in ids and fragment not in ids[target]:
                missing.add((address, fragment))
    assert missing == set()


def test_the_sitemap_lists_what_the_crawl_found(
    crawl: dict[str, Answer], pages: dict[str, BeautifulSoup], demo: str
) -> None:
    index = urllib.request.urlopen(f"{demo}/sitemap.xml", timeout=60).read().decode()
    listed = set()
    for section in re.findall(r"<loc>([^<]+)</loc>", index):
        listed |= set(
            re.findall(
                r"<loc>([^<]+)</loc>", urllib.request.urlopen(section, timeout=60).read().decode()
            )
        )
    indexable = {
        address
        for address, soup in pages.items()
        if address == _canonical(soup) and "noindex" not in _meta(soup, "robots")
    }
    assert indexable == listed
    assert {address for address in listed if _get(address).status != 200} == set()


def _get(address: str) -> Answer:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            body, status, kind = response.read(), response.status, response.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers.get("Content-Type", ""), None)
    kind = kind or ""
    return Answer(status, kind, BeautifulSoup(body, "html.parser") if "text/html" in kind else None)


def _internal(soup: BeautifulSoup, address: str, demo: str) -> list[str]:
    links = []
    for element, attribute in [
        *((a, "href") for a in soup.find_all(["a", "link"], href=True)),
        *((i, "src") for i in soup.find_all(["img", "script"], src=True)),
    ]:
        target = urldefrag(urljoin(address, str(element[attribute])))[0]
        if target.startswith(f"{demo}/") and not target.startswith(f"{demo}/admin/"):
            links.append(target)
    return links


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"name": name})
    return str(found.get("content") or "").strip() if isinstance(found, Tag) else ""


def _canonical(soup: BeautifulSoup) -> str:
    found = soup.find("link", rel="canonical")
    return str(found["href"]) if isinstance(found, Tag) else ""


def _nodes(soup: BeautifulSoup) -> list[dict[str, Any]]:
    """Return the nodes of a page's JSON-LD."""
    found: list[dict[str, Any]] = []
    for script in soup.find_all("script", type="application/ld+json"):
        data = json.loads(script.string or "")
        found += data.get("@graph", [data])
    return found


def _disagreements(node: dict[str, Any], soup: BeautifulSoup) -> list[str]:
    """Return what an article's node says otherwise than its page."""
    heading, html = soup.find("h1"), soup.find("html")
    licence = soup.select_one(".byline a[rel=license]")
    times = {str(time["datetime"]) for time in soup.select(".reading-head time")}
    shown = {
        "url": _canonical(soup),
        "headline": heading.get_text(" ", strip=True) if heading else "",
        "description": _meta(soup, "description"),
        "inLanguage": html["lang"] if isinstance(html, Tag) else "",
        "license": licence["href"] if licence else None,
        "author": [a.get_text(strip=True) for a in soup.select(".byline a[rel=author]")],
    }
    told = {name: node.get(name) for name in shown} | {
        "author": [person["name"] for person in node.get("author", []) if "url" in person]
    }
    plain = {name: _plain(value) for name, value in told.items()}
    differing = [name for name, value in shown.items() if _plain(value) != plain[name]]
    return differing + ([] if node["datePublished"][:10] in times else ["datePublished"])


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _alternates(soup: BeautifulSoup) -> dict[str, str]:
    return {
        str(link["hreflang"]): str(link["href"])
        for link in soup.find_all("link", rel="alternate", hreflang=True)
    }


def _is_foreign(value: str, address: str, demo: str) -> bool:
    if value.startswith("data:"):
        return False
    return any(
        not urljoin(address, part.strip().split(" ")[0]).startswith(f"{demo}/")
        for part in value.split(",")
        if part.strip()
    )
