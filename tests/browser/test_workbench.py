"""The translators' editor in a real browser: keys, help, preview, standards."""

import re
from collections.abc import Callable
from html import escape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import sign_in
from tests.browser.desk import passage, words_of

KEPT = "The machine at the end of the corridor"


def test_a_changed_passage_shows_what_changed_and_keeps_its_translation(desk: Page) -> None:
    changed = desk.locator(".wb-revise").first
    expect(changed.locator("ins").first).to_contain_text("et son glossaire")
    expect(changed.locator("textarea")).to_have_value(KEPT)


def test_a_passage_is_saved_as_it_is_left_and_by_keys(desk: Page) -> None:
    second, third = passage(desk, 1), passage(desk, 2)
    before = second.locator("textarea").input_value()
    second.locator("textarea").fill(f"{before} Really.")
    third.locator("textarea").focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    second.locator("textarea").fill(before)
    second.locator("textarea").press("Control+Enter")
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    desk.reload()
    expect(passage(desk, 1).locator("textarea")).to_have_value(before)


def test_one_key_takes_what_the_memory_has(desk: Page) -> None:
    first = passage(desk, 0)
    first.locator("textarea").focus()
    expect(desk.locator("[data-take]").first).to_be_visible()
    first.locator("textarea").fill("")
    first.locator("textarea").press("Alt+1")
    expect(first.locator("textarea")).to_have_value(KEPT)


def test_a_key_never_takes_another_passages_match(desk: Page) -> None:
    held: list[Callable[[], None]] = []

    def answer(route: Route) -> None:
        name = route.request.url.split("/passages/")[1].split("/")[0]
        body = f'<button data-take="Match of {name}">Take this</button>'
        if held:
            held.append(lambda: route.fulfill(body=body))
        else:
            route.fulfill(body=body)

    desk.route("**/passages/*/help/", answer)
    first, second = passage(desk, 1), passage(desk, 2)
    before = words_of(second).input_value()
    words_of(first).focus()
    expect(desk.locator("[data-take]")).to_have_count(1)
    held.append(lambda: None)
    words_of(second).focus()
    expect(desk.locator("[data-take]")).to_have_count(0)
    words_of(second).press("Alt+1")
    expect(words_of(second)).to_have_value(before)
    desk.wait_for_function("document.querySelector('[data-aids]').ariaBusy === 'true'")
    for go in held:
        go()
    held.clear()
    number = second.get_attribute("data-passage")
    expect(words_of(second)).to_have_value(f"Match of {number}")
    words_of(second).fill(before)
    words_of(first).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_a_near_match_comes_without_the_links_of_its_own_original(desk: Page) -> None:
    match = escape('A <a id="a77">link</a> of <b>another</b>')
    body = f'<button data-take="{match}">Take this</button>'
    desk.route("**/passages/*/help/", lambda route: route.fulfill(body=body))
    second = passage(desk, 1)
    before = words_of(second).input_value()
    words_of(second).focus()
    desk.locator("[data-take]").click()
    expect(words_of(second)).to_have_value("A link of another")
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    words_of(second).fill(before)
    words_of(passage(desk, 2)).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_what_the_search_finds_can_be_taken(desk: Page) -> None:
    second = passage(desk, 1)
    before = words_of(second).input_value()
    words_of(second).focus()
    desk.get_by_role("tab", name="Search").click()
    box = desk.get_by_role("searchbox")
    box.fill("couloir")
    box.press("Enter")
    found = desk.locator("[data-found] .wb-match").first
    expect(found.locator("mark").first).to_have_text("couloir")
    side, field = desk.locator("[data-side]").bounding_box(), box.bounding_box()
    assert side is not None
    assert field is not None
    assert field["x"] + field["width"] + 3 <= side["x"] + side["width"]
    words = found.locator("[data-take]").get_attribute("data-take")
    found.locator("[data-take]").click()
    expect(words_of(second)).to_have_value(str(words))
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    words_of(second).fill(before)
    words_of(passage(desk, 2)).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


@pytest.mark.parametrize("width", [920, 1024])
def test_help_stands_beside_the_passages_on_a_small_laptop(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 768})
    last = desk.locator(".wb-passage").last
    last.locator("[name=value], [contenteditable=true]").first.focus()
    expect(desk.locator("[data-side]")).to_be_in_viewport()
    side, passages = (
        desk.locator("[data-side]").bounding_box(),
        desk.locator(".wb-passages").bounding_box(),
    )
    assert side is not None
    assert passages is not None
    assert side["x"] >= passages["x"] + passages["width"]


def test_help_opens_under_its_passage_on_a_telephone(
    browser: Browser, demo: str, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, is_mobile=True, has_touch=True, locale="fr-BE"
    )
    page = context.new_page()
    sign_in(page, demo, "translator")
    page.goto(address)
    side = page.locator("[data-side]")
    expect(side).to_be_hidden()
    expect(page.locator(".wb-keys")).to_be_hidden()
    second, third = passage(page, 1), passage(page, 2)
    second.locator("[data-open-help]").click()
    expect(second.locator("[data-side]")).to_be_visible()
    expect(second.locator("[data-aids] h3").first).to_be_visible()
    # It never helps with one passage under another.
    words_of(third).focus()
    expect(side).to_be_hidden()
    third.locator("[data-open-help]").click()
    third.get_by_role("tab", name="Preview").click()
    expect(third.frame_locator("[data-preview]").locator("h1")).to_be_visible()
    # What else there is to do stands at the end, and covers nothing.
    page.locator(".wb-more summary").click()
    assert (
        page.locator(".wb-foot").evaluate("(foot) => getComputedStyle(foot).position") == "static"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    context.close()


def test_a_mark_of_the_original_is_put_around_words(desk: Page) -> None:
    rich = desk.locator("[contenteditable=true]").first
    rich.scroll_into_view_if_needed()
    kept = rich.inner_html()
    block = desk.locator(".wb-passage").filter(has=desk.locator("[contenteditable=true]")).first
    rich.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Words without any mark")
    block.locator(".wb-marks button").first.click()
    assert re.search(r"<(a|b|i|strong|em|code|sup)\b", rich.inner_html())
    desk.evaluate(
        "([element, html]) => { element.innerHTML = html }", [rich.element_handle(), kept]
    )
    rich.dispatch_event("input")


def test_the_preview_shows_what_is_on_the_screen_and_follows(desk: Page) -> None:
    words_of(passage(desk, 1)).focus()
    desk.get_by_role("tab", name="Preview").click()
    frame = desk.frame_locator("[data-preview]")
    # The title is to be revised: the field has its former translation, and so has the page.
    expect(frame.locator("h1")).to_have_text(KEPT)
    expect(frame.locator("[data-in-focus]")).to_have_class("lede")
    words_of(passage(desk, 0)).focus()
    expect(frame.locator("h1[data-in-focus]")).to_be_visible()
    expect(frame.locator("wagtail-userbar")).to_have_count(0)


@pytest.mark.parametrize("width", [375, 1024, 1280])
def test_axe_finds_nothing_and_nothing_overflows(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    words_of(passage(desk, 0)).focus()
    if width == 375:
        passage(desk, 0).locator("[data-open-help]").click()
    expect(desk.locator("[data-aids] h3").first).to_be_attached()
    found = Axe().run(desk, context=".wb").response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found] == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
