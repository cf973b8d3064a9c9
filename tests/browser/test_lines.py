"""What a telephone is too narrow for is composed, as what it has room for is."""

from itertools import pairwise

from playwright.sync_api import Page, expect

ARTICLE = "/fr/blog/cinq-clauses-qui-tiennent/"
# The boxes of the lines of what a selector finds, one list for each that takes several.
LINES = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()].filter((box) => box.width > 1)
    .map(({ left, top, width }) => ({ left, top, width }));
}).filter((boxes) => new Set(boxes.map((box) => Math.round(box.top))).size > 1)"""


def lines(page: Page, selector: str) -> list[list[dict[str, float]]]:
    """Return the lines of each that takes several; there must be one."""
    found: list[list[dict[str, float]]] = page.evaluate(LINES, selector)
    assert found, selector
    return found


def test_headings_questions_and_notes_of_several_lines(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{demo}{ARTICLE}")
    for boxes in lines(page, ".heading h2"):
        widths = sorted(box["width"] for box in boxes)
        assert widths[0] > widths[-1] / 3, "a word alone below a heading"
    for boxes in lines(page, ".accordion summary"):
        lefts = [box["left"] for box in boxes]
        assert max(lefts) - min(lefts) < 6, "a question that goes on below its mark"
    for boxes in lines(page, ".notes .text > p:only-of-type"):
        steps = [after["top"] - before["top"] for before, after in pairwise(boxes)]
        assert max(steps) - min(steps) < 2, "a line of a note further than the others"


def test_the_entry_of_the_menu_one_is_in_is_seen(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{demo}/en/about/")
    entry = page.locator(".menu a[aria-current]")
    expect(entry).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("scrollY") == 0
