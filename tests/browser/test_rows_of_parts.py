"""What is told in a row, a date and the minutes to read or who wrote what: how it breaks."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_long_words import style

PARTS = """<article class="card card-row" dir="{direction}">
<div class="card-picture"></div><div class="card-text"><p class="meta"><time>16 juin 2026</time>
<span>3 minutes de lecture</span><span class="only-in">En anglais seulement</span></p>
<div class="byline"><p>Par <a href="#">Eleanor Whitcombe</a> et <a href="#">Joris</a></p>
<p><a href="#">Read in English</a></p><p><a href="#">En deux langues, français et anglais</a></p>
<p><a href="#">CC BY 4.0</a></p></div></div></article>"""
# Each part, where its words begin, its point, and what is shown of the row it is in.
POINTS = """() => [...document.querySelectorAll(".meta > *, .byline > *")].map((part) => {
  const style = getComputedStyle(part), whole = part.getBoundingClientRect();
  const row = part.parentElement.getBoundingClientRect();
  const text = part.closest(".card-text").getBoundingClientRect();
  const rtl = style.direction === "rtl";
  const cut = getComputedStyle(part.parentElement).clipPath.match(/-?[\\d.]+px/g);
  const outside = rtl ? row.right - whole.right : whole.left - row.left;
  return {
    point: getComputedStyle(part, "::before").content,
    begins: Math.round(parseFloat(style.paddingInlineStart)
      + (rtl ? text.right - whole.right : whole.left - text.left)),
    isShown: outside >= parseFloat(cut[rtl ? 1 : 3]),
    isFirst: outside < 1,
  };
})"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_points_between_the_parts_of_a_row_never_stand_at_the_end_of_a_line(
    page: Page, width: int, direction: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    body = PARTS.format(direction=direction)
    page.set_content(f"<!doctype html><style>{style()}</style><main class=page>{body}</main>")
    parts = page.evaluate(POINTS)
    assert {part["point"] for part in parts} == {'"·"'}
    first = [part for part in parts if part["isFirst"]]
    assert len(first) > (2 if width < 400 else 0)
    for part in parts:
        assert part["isShown"] is not part["isFirst"]
    # What begins a line stands where all else on the page begins.
    assert {part["begins"] for part in first} == {0}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
