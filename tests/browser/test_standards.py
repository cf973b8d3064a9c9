"""Every page type against the standards: WCAG with axe, HTML with the Nu checker, feeds."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.conftest import PROJECT

RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # The markup is the same, and was looked at in light.
    "dark": ["color-contrast", "link-in-text-block"],
}
WIDTHS = (375, 1280)
# An article beside its translation.
BOTH = {"fr": "la-place-et-ses-pierres/en/", "en": "the-square-and-its-stones/fr/"}


@pytest.fixture(scope="session")
def page_types(demo: str) -> dict[str, str]:
    """An address of each page type in each language: the links of the demo lead to them."""
    found = {"choose_language": f"{demo}/"}
    for code, tags, authors, archive, search, glossary in (
        ("fr", "etiquettes", "auteurs", "archives", "recherche", "glossaire"),
        ("en", "tags", "authors", "archive", "search", "glossary"),
    ):
        home, blog = f"{demo}/{code}/", f"{demo}/{code}/blog/"
        found |= {
            f"home {code}": home,
            f"index {code}": blog,
            f"tags {code}": f"{blog}{tags}/",
            f"tag {code}": _first_link(f"{blog}{tags}/", f"/{code}/blog/{tags}/"),
            f"authors {code}": f"{blog}{authors}/",
            f"author {code}": _first_link(f"{blog}{authors}/", f"/{code}/blog/{authors}/"),
            f"year {code}": f"{blog}{archive}/2026/",
            f"month {code}": f"{blog}{archive}/2026/6/",
            f"both {code}": f"{blog}{BOTH[code]}",
            f"glossary {code}": f"{home}{glossary}/",
            f"search {code}": f"{demo}/{code}/{search}/?q=commun",
            f"narrowed search {code}": f"{demo}/{code}/{search}/?q=glossary+glossaire&year=2026",
            f"corrected search {code}": f"{demo}/{code}/{search}/?q=accesibility",
            f"empty search {code}": f"{demo}/{code}/{search}/?q=zzzzzz",
            f"404 {code}": f"{demo}/{code}/nowhere/",
            f"contact {code}": f"{demo}/{code}/contact/",
            f"contact about {code}": f"{demo}/{code}/contact/?page=/{code}/blog/",
        }
        for number, address in enumerate(_article_links(blog, code)):
            found[f"article {number} {code}"] = address
        for number, address in enumerate(_plain_links(home, code)):
            found[f"plain {number} {code}"] = address
    return found


def test_the_demo_has_every_page_type(page_types: dict[str, str]) -> None:
    kinds = {name.split(" ")[0] for name in page_types}
    assert kinds >= {"home", "index", "tags", "tag", "authors", "author", "year", "search", "404"}
    assert sum(name.startswith("article") for name in page_types) >= 16
    assert sum(name.startswith("plain") for name in page_types) >= 2


@pytest.mark.parametrize("scheme", RULES)
def test_axe_finds_nothing(browser: Browser, page_types: dict[str, str], scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, address in page_types.items():
        page.goto(address)
        violations = Axe().run(page, options={"runOnly": RULES[scheme]}).response["violations"]
        if violations:
            found[f"{name} {address}"] = [
                f"{v['id']}: {node['html'][:160]}" for v in violations for node in v["nodes"][:3]
            ]
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_no_page_scrolls_sideways(browser: Browser, page_types: dict[str, str], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    too_wide = {}
    for name, address in page_types.items():
        page.goto(address)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if overflow > 0:
            too_wide[name] = overflow
    context.close()
    assert too_wide == {}


def test_pages_work_without_javascript(browser: Browser, page_types: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, address in page_types.items():
        page.goto(address)
        assert page.locator("h1").first.is_visible(), name
    context.close()


def test_the_nu_checker_finds_no_error(page_types: dict[str, str], tmp_path: Path) -> None:
    jar = Path(
        os.environ.get("VNU_JAR", PROJECT / ".cache/node_modules/vnu-jar/build/dist/vnu.jar")
    )
    java = shutil.which("java")
    if not jar.exists() or java is None:
        pytest.skip("the Nu HTML checker (npm: vnu-jar) or Java is not installed")
    for name, address in page_types.items():
        (tmp_path / f"{name}.html").write_bytes(_body(address))
    answer = subprocess.run(
        [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", str(tmp_path)],
        capture_output=True, check=True,
    )  # fmt: skip
    messages = json.loads(answer.stderr or b'{"messages": []}')["messages"]
    errors = {f"{Path(m['url']).name}: {m['message']}" for m in messages if m["type"] == "error"}
    assert errors == set()


def test_every_feed_parses(demo: str, page_types: dict[str, str]) -> None:
    addresses = set()
    for address in page_types.values():
        soup = BeautifulSoup(_body(address), "html.parser")
        addresses |= {
            str(link["href"])
            for link in soup.find_all("link", rel="alternate", type=True)
            if "xml" in str(link["type"])
        }
    assert len(addresses) >= 12
    for address in addresses:
        feed = feedparser.parse(_body(address))
        assert not feed.bozo, (address, feed.get("bozo_exception"))
        assert feed.feed.title, address
        assert all(entry.title and entry.link.startswith(demo) for entry in feed.entries), address


def test_an_embed_asks_nothing_of_another_site_before_the_click(page: Page, demo: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(
        "**/*", lambda route: route.continue_() if demo in route.request.url else route.abort()
    )
    address = next(
        found
        for found in _article_links(f"{demo}/fr/blog/", "fr")
        if b"data-player" in _body(found)
    )
    page.goto(address)
    assert [url for url in asked if not url.startswith(demo)] == []
    page.locator("figure.embed[data-player] button").first.click()
    page.wait_for_timeout(500)
    assert any(not url.startswith(demo) for url in asked)


def _body(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        return error.read()


def _links(address: str) -> list[str]:
    soup = BeautifulSoup(_body(address), "html.parser")
    host = "/".join(address.split("/")[:3])
    return [
        host + str(link["href"])
        for link in soup.select("main a[href^='/'], footer a[href^='/'], nav a[href^='/']")
    ]


def _first_link(address: str, prefix: str) -> str:
    host = "/".join(address.split("/")[:3])
    return next(
        link
        for link in _links(address)
        if link.startswith(host + prefix) and link.rstrip("/") != (host + prefix).rstrip("/")
    )


def _article_links(blog: str, code: str) -> list[str]:
    """Return every article of the language that its list shows."""
    found: dict[str, None] = {}
    for number in (1, 2, 3):
        for link in _links(f"{blog}?page={number}"):
            path = link.split(f"/{code}/blog/")[-1]
            if f"/{code}/blog/" in link and path.count("/") == 1 and "?" not in path:
                found[link] = None
    words = {"etiquettes", "tags", "auteurs", "authors"}
    return [link for link in found if link.rstrip("/").rpartition("/")[2] not in words]


def _plain_links(home: str, code: str) -> list[str]:
    found = dict.fromkeys(
        link
        for link in _links(home)
        if link.count("/") == 5 and f"/{code}/" in link and "?" not in link
    )
    words = {"blog", "recherche", "search", "glossaire", "glossary"}
    return [link for link in found if link.rstrip("/").rpartition("/")[2] not in words]
