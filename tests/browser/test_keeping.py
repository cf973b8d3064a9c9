"""No words are lost: without a connection, a session or scripts, with two at work on one text."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, sign_in, window
from tests.browser.desk import passage, words_of, write_elsewhere


def in_store(page: Page) -> list[str]:
    """Return the words the browser keeps."""
    return list(
        page.evaluate(
            """Object.keys(localStorage).filter((key) => key.startsWith("parvis-words-"))
            .map((key) => JSON.parse(localStorage.getItem(key)).value)"""
        )
    )


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


def test_an_old_draft_is_not_put_over_a_newer_translation(desk: Page, address: str) -> None:
    field = words_of(passage(desk, 2))
    before = field.input_value()
    # What was typed without a connection stays here; meanwhile somebody writes something newer.
    desk.route("**/passages/*/", lambda route: route.abort())
    field.fill(f"{before} Old draft.")
    words_of(passage(desk, 1)).focus()
    expect(desk.locator("[data-save]")).to_contain_text("Not saved yet")
    write_elsewhere(desk, 2, f"{before} Newer.")
    desk.unroute("**/passages/*/")
    desk.evaluate("navigator.sendBeacon = () => false")
    desk.goto(address)
    shown = passage(desk, 2)
    expect(words_of(shown)).to_have_value(f"{before} Newer.")
    expect(shown.locator(".wb-offer")).to_contain_text("Old draft.")
    words_of(shown).focus()
    words_of(passage(desk, 1)).focus()
    desk.reload()
    expect(words_of(shown)).to_have_value(f"{before} Newer.")
    shown.locator(".wb-offer").get_by_role("button", name="Keep mine").click()
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    desk.reload()
    expect(words_of(shown)).to_have_value(f"{before} Old draft.")
    assert in_store(desk) == []
    words_of(shown).fill(before)
    words_of(passage(desk, 1)).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_words_for_an_original_that_changed_are_kept_and_offered(
    desk: Page, demo: str, address: str
) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    desk.route(
        "**/passages/*/",
        lambda route: route.fulfill(status=404, body="{}", content_type="text/html"),
    )
    words_of(shown).fill(f"{before} For the former original.")
    words_of(passage(desk, 2)).focus()
    expect(shown.locator("[data-message]")).to_contain_text("The original has changed")
    expect(shown.get_by_role("button", name="Load the page again")).to_be_visible()
    desk.evaluate("navigator.sendBeacon = () => false")
    desk.goto(f"{demo}/admin/")
    desk.unroute("**/passages/*/")
    # Published again, a passage has another number and other words, at the same place.
    desk.evaluate(
        """for (const key of Object.keys(localStorage)) {
          if (!key.startsWith("parvis-words-")) continue;
          const draft = JSON.parse(localStorage.getItem(key));
          localStorage.removeItem(key);
          draft.source = draft.source.slice(3);
          localStorage.setItem(key.replace(/-[0-9]+$/, "-999999"), JSON.stringify(draft));
        }"""
    )
    desk.goto(address)
    offer = shown.locator(".wb-offer").first
    expect(offer).to_contain_text("For the former original.")
    expect(words_of(shown)).to_have_value(before)
    while shown.locator(".wb-offer").count():
        offer.get_by_role("button", name="Keep theirs").click()
    assert in_store(desk) == []


def test_words_are_kept_when_the_session_is_over(desk: Page, demo: str, address: str) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    desk.context.clear_cookies()
    words_of(shown).fill(f"{before} Signed out.")
    words_of(passage(desk, 2)).focus()
    message = shown.locator("[data-message]")
    expect(message).to_contain_text("You are signed out")
    message.get_by_role("button").click()
    desk.wait_for_url("**/login/**")
    sign_in(desk, demo, "translator")
    desk.goto(address)
    expect(words_of(shown)).to_have_value(f"{before} Signed out.")
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    words_of(shown).fill(before)
    words_of(passage(desk, 2)).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_without_scripts_a_conflict_is_shown_in_the_editor(
    browser: Browser, demo: str, address: str, desk: Page
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-BE")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, demo, "translator")
    page.goto(address)
    shown = passage(page, 1)
    before = words_of(shown).input_value()
    assert words_of(shown).evaluate("(field) => field.scrollHeight - field.clientHeight") <= 2
    expect(page.locator("[data-side]")).to_be_hidden()
    write_elsewhere(desk, 1, f"{before} Newer.")
    words_of(shown).fill(f"{before} Mine.")
    shown.get_by_role("button", name="Save").click()
    expect(words_of(shown)).to_have_value(f"{before} Mine.")
    expect(shown.get_by_role("alert")).to_contain_text("Newer.")
    words_of(shown).fill(before)
    shown.get_by_role("button", name="Save").click()
    expect(shown.get_by_role("alert")).to_have_count(0)
    expect(words_of(shown)).to_have_value(before)
    context.close()
