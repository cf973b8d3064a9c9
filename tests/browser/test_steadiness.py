"""A page stays where it is while it is read: nothing that arrives moves what is there."""

import time

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.addresses import body

WATCHED = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    (window.moved ??= []).push([entry.value, ...entry.sources.map(
      ({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML ?? "").slice(0, 120))]);
}).observe({ type: "layout-shift", buffered: true });"""
# What comes with a script comes late, as from a slow line: after so many seconds.
LATE = 0.4


def late(route: Route) -> None:
    """Let a file arrive after the page was shown."""
    time.sleep(LATE)
    route.continue_()


def holding(page_types: dict[str, str], mark: bytes) -> str:
    """Return the address of an article that holds something."""
    articles = (found for name, found in page_types.items() if name.startswith("article"))
    return next(found for found in articles if mark in body(found))


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves(width: int, browser: Browser, page_types: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCHED)
    page = context.new_page()
    page.route("**/*.js", late)
    for address in (
        page_types["home fr"],
        page_types["index fr"],
        holding(page_types, b'class="picture"'),
        holding(page_types, b"data-player"),
    ):
        page.goto(address)
        page.locator("figure.embed, .foot").first.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        page.reload()
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 5000)
        page.wait_for_timeout(500)
        assert (address, page.evaluate("window.moved ?? []")) == (address, [])
    context.close()


def test_an_embed_offers_no_button_where_no_script_runs(
    browser: Browser, page_types: dict[str, str]
) -> None:
    heights = []
    for runs in (True, False):
        context = browser.new_context(java_script_enabled=runs)
        page = context.new_page()
        page.goto(holding(page_types, b"data-player"))
        stage = page.locator(".embed-stage[data-label]").first
        box = stage.bounding_box()
        assert box is not None
        heights.append(box["height"])
        assert stage.locator("button").count() == int(runs)
        context.close()
    assert heights[0] > heights[1] + 44
