"""A reader goes between two languages, and reads both at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import article_links, body

ARTICLE = "/fr/blog/la-place-et-ses-pierres/"
# A sheet of A4 upright, and one of Letter across, within their margins.
SHEETS = ((626, 930), (890, 656))
# What stands out of the column it is in.
# Boxes out of their column, and words; a row of parts begins outside of it with nothing to be seen.
OUTSIDE = """() => [...document.querySelectorAll(".pair > *")].flatMap((column) => {
  const { left, right } = column.getBoundingClientRect();
  const isOut = (box) => box.width && (box.left < left - 1 || box.right > right + 1);
  const words = document.createTreeWalker(column, NodeFilter.SHOW_TEXT), found = [];
  while (words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    if ([...range.getClientRects()].some(isOut)) found.push(words.currentNode.data.slice(0, 100));
  }
  const boxes = [...column.querySelectorAll(":not(.meta, .meta *)")]
    .filter((element) => isOut(element.getBoundingClientRect()));
  return [...found, ...boxes.map((element) => element.outerHTML.slice(0, 100))];
})"""


def test_the_switch_leads_to_the_heading_being_read_and_back(page: Page, demo: str) -> None:
    page.goto(f"{demo}{ARTICLE}")
    switch = page.get_by_role("navigation", name="Langues").get_by_role("link", name="English")
    switch.click()
    expect(page).to_have_url(f"{demo}/en/blog/the-square-and-its-stones/")
    page.go_back()
    heading = page.get_by_role("heading", name="Le savoir-faire en fait partie")
    anchor = heading.get_attribute("id")
    page.locator(f".contents a[href='#{anchor}']").click()
    # As a keyboard does: what has the focus is not scrolled to.
    switch.evaluate("link => link.focus({ preventScroll: true })")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo}/en/blog/the-square-and-its-stones/#{anchor}")
    expect(page.get_by_role("heading", name="Know-how is part of it")).to_be_in_viewport()


def test_the_switch_leads_to_the_concept_and_to_the_note_being_read(page: Page, demo: str) -> None:
    page.goto(f"{demo}/fr/glossaire/")
    concept = page.locator(".concept").nth(9)
    # The last that begins in the upper third is what one reads.
    concept.evaluate(
        """concept => {
          const top = concept.getBoundingClientRect().top;
          scrollBy({ top: top - innerHeight / 3 + 20, behavior: "instant" });
        }"""
    )
    anchor = concept.get_attribute("id")
    switch = page.get_by_role("navigation", name="Langues").get_by_role("link", name="English")
    switch.evaluate("link => link.focus({ preventScroll: true })")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo}/en/glossary/#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    noted = next(
        address
        for address in article_links(f"{demo}/fr/blog/", "fr")
        if b'<li id="note-' in body(address) and b'hreflang="en"' in body(address)
    )
    page.goto(noted)
    note = page.locator(".prose li[id^=note-]").first.get_attribute("id")
    page.goto(f"{noted}#{note}")
    expect(page.locator(f"#{note}")).to_be_in_viewport()
    switch.evaluate("link => link.focus({ preventScroll: true })")
    assert str(switch.get_attribute("href")).endswith(f"#{note}")


@pytest.mark.parametrize("width", [320, 1280])
def test_both_stand_side_by_side_or_one_under_the_other(page: Page, demo: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{demo}{ARTICLE}")
    page.get_by_role("link", name="En deux langues").click()
    page.wait_for_load_state()  # with its styles
    first, second = (
        page.locator(".pair").nth(2).locator(f"[lang={code}]").bounding_box()
        for code in ("fr", "en")
    )
    assert first is not None
    assert second is not None
    if width > 1000:
        assert (first["y"], first["x"] + first["width"] < second["x"]) == (second["y"], True)
    else:
        assert first["y"] + first["height"] <= second["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), SHEETS)
def test_both_stand_side_by_side_on_paper(page: Page, demo: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")
    page.goto(f"{demo}{ARTICLE}en/")
    pairs = page.locator(".pair")
    assert pairs.count() > 10
    for number in range(1, pairs.count()):
        first, second = (
            pairs.nth(number).locator(f"> [lang={code}]").bounding_box() for code in ("fr", "en")
        )
        assert first is not None
        assert second is not None
        assert (first["y"], first["x"] + first["width"] < second["x"]) == (second["y"], True)
    assert page.evaluate(OUTSIDE) == []
