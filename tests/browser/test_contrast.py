"""Readers who ask for more contrast, or bring colours of their own, see stones and edges too."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from parvis.pages.colours import contrast
from tests.browser.axe import violations

# What is not words needs so much beside its neighbour (criterion 1.4.11).
ENOUGH = 3
# Each drawn colour, and the one it lies beside.
DRAWN = """() => {
  const colour = (within, name) => {
    const probe = document.createElement("i");
    probe.style.cssText = `forced-color-adjust: none; color: var(--${name})`;
    within.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const pairs = [];
  for (const course of document.querySelectorAll(".course"))
    for (const name of ["a", "b", "c"])
      pairs.push([colour(course, name), colour(course, "ground")]);
  for (const drawing of document.querySelectorAll("svg.paving"))
    for (const path of drawing.querySelectorAll("path:not(.stone-d, .stone-e, .stone-f)"))
      pairs.push([getComputedStyle(path).fill, getComputedStyle(drawing).backgroundColor]);
  return pairs;
}"""
# Links that only a ground would show as one thing.
WITHOUT_EDGE = """() => [...document.querySelectorAll(
  ".tags a, .tag-course a, .panel, .callout, .pagination li a, .neighbours a")].filter(
  (element) => getComputedStyle(element).borderBlockEndStyle === "none").length"""


def as_hex(rgb: str) -> str:
    """Return a colour that is not seen through as *#rrggbb*."""
    red, green, blue = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", rgb).groups()  # type: ignore[union-attr]
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asked", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_stones_and_edges_are_seen(
    asked: dict[str, Any],
    scheme: Literal["light", "dark"],
    browser: Browser,
    page_types: dict[str, str],
) -> None:
    context = browser.new_context(color_scheme=scheme, **asked)
    page = context.new_page()
    for name in ("index fr", "tag fr", "article 0 fr"):
        page.goto(page_types[name])
        pairs = page.evaluate(DRAWN)
        assert pairs
        pale = [pair for pair in pairs if contrast(*map(as_hex, pair)) < ENOUGH]
        assert (name, pale) == (name, [])
        assert (name, page.evaluate(WITHOUT_EDGE)) == (name, 0)
        # Of colours that a browser forces, what it computes is not what it paints.
        if "contrast" in asked:
            found = violations(page, ["color-contrast", "link-in-text-block"])
            assert (name, found) == (name, [])
    context.close()
