"""A page whose style sheet did not arrive: its words come first, and in order."""

import pytest
from playwright.sync_api import Page

# Drawings alone: a photograph has a size of its own, and is what the page is about.
SIZES = """() => [...document.querySelectorAll("svg")].map((drawn) => {
  const box = drawn.getBoundingClientRect();
  return [drawn.outerHTML.slice(0, 80), Math.round(box.width), Math.round(box.height)];
})"""
BLACK = """() => [...document.querySelectorAll("svg path")].filter(
  (path) => getComputedStyle(path).fill === "rgb(0, 0, 0)").length"""
# The parts of a page from the top, as they lie below one another.
TOPS = """() => [".skip", ".site-name", ".languages", ".search-form", "h1", ".foot"].map(
  (part) => document.querySelector(part).getBoundingClientRect().top)"""
LARGEST = (640, 500)


@pytest.mark.parametrize("name", ["home fr", "index fr", "tag fr", "article 2 fr", "authors fr"])
def test_nothing_drawn_hides_the_words(name: str, page: Page, page_types: dict[str, str]) -> None:
    page.route("**/*.css*", lambda route: route.abort())
    page.goto(page_types[name])
    assert page.evaluate("document.styleSheets.length") <= 1
    sizes = page.evaluate(SIZES)
    assert [one for one in sizes if one[1] > LARGEST[0] or one[2] > LARGEST[1]] == []
    assert page.evaluate(BLACK) == 0
    tops = page.evaluate(TOPS)
    assert tops == sorted(tops)


def test_a_drawing_is_small_beside_its_words(page: Page, page_types: dict[str, str]) -> None:
    page.route("**/*.css*", lambda route: route.abort())
    for name in ("home fr", "index fr", "tag fr", "authors fr"):
        page.goto(page_types[name])
        drawn = page.locator("svg.paving").evaluate_all("all => all.map(one => one.clientHeight)")
        assert all(0 < height <= 150 for height in drawn), name
