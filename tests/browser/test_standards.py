"""Every page type against the standards: WCAG with axe, HTML with the Nu checker, feeds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from parvis.pages.blocks import BODY_BLOCKS
from tests.browser.addresses import article_links, blocks_of, body, kind_of, one_of_each
from tests.browser.looks import LOOKS, faults, losses
from tests.browser.nu import wrong_in as wrong_in_pages
from tests.feeds import wrong_in

# What there is to be looked at, in each language.
KINDS = (
    *("home", "index", "second index", "article", "both", "plain", "statement", "missing"),
    *("tags", "tag", "authors", "author", "series list", "series", "year", "month", "glossary"),
    *("search", "narrowed search", "corrected search", "empty search"),
    *("contact", "contact about", "contact sent", "password"),
)


def send_nothing(page: Page) -> None:
    """Send a form as it is."""
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".form-errors")).to_be_visible()
    page.wait_for_load_state()


# What is done on a page before it is looked at again.
ACTS: dict[str, tuple[Callable[[Page], None], ...]] = {
    "contact about": (send_nothing,),
    "password": (send_nothing,),
}


def test_the_demo_has_every_page_type(page_types: dict[str, str]) -> None:
    kinds = one_of_each(page_types)
    named = {f"{kind} {code}" for kind in KINDS for code in ("fr", "en")} | {"choose_language"}
    assert named == kinds.keys()
    assert sum(name.startswith("article") for name in page_types) >= 18
    assert sum(name.startswith("plain") for name in page_types) >= 4
    for code in ("fr", "en"):
        assert blocks_of(kinds[f"article {code}"]) == {kind for kind, _block in BODY_BLOCKS}
        assert b"<details>" in body(kinds[f"statement {code}"])


def test_axe_finds_nothing(browser: Browser, page_types: dict[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, list[str]] = {}
    whole = one_of_each(page_types).values()
    for name, address in page_types.items():
        page.goto(address)
        # Every page is looked at once, the fullest of each kind in all its looks.
        looks = LOOKS if address in whole else LOOKS[:1]
        found |= faults(page, f"{name} {address}", looks)
        for act in ACTS.get(kind_of(name).removesuffix(" fr").removesuffix(" en"), ()):
            act(page)
            found |= faults(page, f"{name} {act.__name__} {address}", LOOKS)
    context.close()
    assert found == {}


def test_nothing_is_lost_in_a_narrow_window_or_with_words_spaced_out(
    browser: Browser, page_types: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    lost: dict[str, Any] = {}
    for name, address in page_types.items():
        page.goto(address)
        lost |= losses(page, name)
    context.close()
    assert lost == {}


def test_pages_work_without_javascript(browser: Browser, page_types: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, address in page_types.items():
        page.goto(address)
        assert page.locator("h1").first.is_visible(), name
    context.close()


def test_the_nu_checker_finds_nothing(page_types: dict[str, str], tmp_path: Path) -> None:
    for name, address in page_types.items():
        (tmp_path / f"{name}.html").write_bytes(body(address))
        if name.startswith("contact about"):
            refused = body(address, b"useful=no")
            assert b'role="alert"' in refused
            (tmp_path / f"refused {name}.html").write_bytes(refused)
    # Warnings and advice too: there are none to set aside.
    assert wrong_in_pages(tmp_path) == set()


def test_every_feed_is_what_its_format_asks(demo: str, page_types: dict[str, str]) -> None:
    kinds = {
        f"application/{name}": kind
        for name, kind in (("rss+xml", "rss"), ("atom+xml", "atom"), ("feed+json", "json"))
    }
    feeds = {
        str(link["href"]): kinds[str(link["type"])]
        for address in page_types.values()
        for link in BeautifulSoup(body(address), "html.parser").find_all(
            "link", rel="alternate", type=True
        )
    }
    assert len(feeds) >= 18
    assert set(feeds.values()) == {"rss", "atom", "json"}
    wrong = {}
    for address, kind in feeds.items():
        feed = body(address)
        if found := wrong_in(kind, feed):
            wrong[address] = found
        if kind != "json":
            read = feedparser.parse(feed)
            assert not read.bozo, (address, read.get("bozo_exception"))
            assert all(entry.link.startswith(demo) for entry in read.entries), address
    assert wrong == {}


def test_an_embed_asks_nothing_of_another_site_before_the_click(page: Page, demo: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(
        "**/*", lambda route: route.continue_() if demo in route.request.url else route.abort()
    )
    address = next(
        found for found in article_links(f"{demo}/fr/blog/", "fr") if b"data-player" in body(found)
    )
    page.goto(address)
    assert [url for url in asked if not url.startswith(demo)] == []
    with page.expect_request(lambda request: not request.url.startswith(demo)):
        page.locator("figure.embed[data-player] button").first.click()
