"""The translators' editor in a real browser: keys, lost connections, two at work, standards."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import sign_in, window

BEHIND = "The machine at the end of the corridor"


@pytest.fixture(scope="module")
def address(browser: Browser, demo: str) -> str:
    """The editor of the translation that is behind its source."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        page.goto(f"{demo}/admin/localize/reports/translations/")
        link = page.get_by_role("link", name=BEHIND).first
        return f"{demo}{link.get_attribute('href')}"


@pytest.fixture
def desk(browser: Browser, demo: str, address: str) -> Iterator[Page]:
    """The editor, open before a translator."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        page.goto(address)
        yield page


def passage(page: Page, number: int) -> Locator:
    return page.locator(".wb-passage").nth(number)


def test_a_changed_passage_shows_what_changed_and_keeps_its_translation(desk: Page) -> None:
    changed = desk.locator(".wb-revise").first
    expect(changed.locator("ins").first).to_contain_text("et son glossaire")
    expect(changed.locator("textarea")).to_have_value(BEHIND)


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
    expect(first.locator("textarea")).to_have_value(BEHIND)


def test_without_a_connection_nothing_is_lost(desk: Page, address: str) -> None:
    second = passage(desk, 1)
    before = second.locator("textarea").input_value()
    desk.context.set_offline(True)
    second.locator("textarea").fill(f"{before} Offline.")
    passage(desk, 2).locator("textarea").focus()
    expect(desk.locator("[data-save]")).to_contain_text("Not saved yet")
    desk.context.set_offline(False)
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    desk.goto(address)
    expect(passage(desk, 1).locator("textarea")).to_have_value(f"{before} Offline.")
    passage(desk, 1).locator("textarea").fill(before)
    passage(desk, 2).locator("textarea").focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_the_second_of_two_sees_the_words_of_the_first(
    desk: Page, browser: Browser, demo: str, address: str
) -> None:
    with window(browser) as other:
        sign_in(other, demo, "admin")
        other.goto(address)
        mine, theirs = passage(other, 3), passage(desk, 3)
        before = theirs.locator("textarea").input_value()
        theirs.locator("textarea").fill(f"{before} First.")
        passage(desk, 2).locator("textarea").focus()
        expect(desk.locator("[data-save]")).to_have_text("Saved")
        mine.locator("textarea").fill(f"{before} Second.")
        passage(other, 2).locator("textarea").focus()
        expect(mine.locator("[data-message]")).to_contain_text("First.")
        mine.get_by_role("button", name=re.compile("Keep theirs|Garder l’autre")).click()
        expect(mine.locator("textarea")).to_have_value(f"{before} First.")


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


def test_the_preview_shows_the_page_beside_its_passages(desk: Page) -> None:
    passage(desk, 1).locator("textarea").focus()
    desk.get_by_role("tab", name="Preview").click()
    frame = desk.frame_locator("[data-preview]")
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator("[data-in-focus]").first).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_and_nothing_overflows(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    passage(desk, 0).locator("textarea").focus()
    expect(desk.locator("[data-aids] h3").first).to_be_attached()
    found = Axe().run(desk, context=".wb").response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found] == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
