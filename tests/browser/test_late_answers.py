"""An answer that arrives late takes nothing from what was written meanwhile."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import PATIENCE
from tests.browser.desk import passage, words_of, write_elsewhere

REMARK = "Is this the small square?"


def saved(desk: Page, shown: Locator, words: str) -> None:
    """Write a passage and leave it."""
    words_of(shown).fill(words)
    words_of(passage(desk, 4)).focus()
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def hold(desk: Page, addresses: str) -> Callable[[], None]:
    """Keep the answers of these addresses back; return what lets them go."""
    held: list[Route] = []
    is_held = True

    def answer(route: Route) -> None:
        if is_held:
            held.append(route)
        else:
            route.fallback()

    def go() -> None:
        nonlocal is_held
        for _tick in range(PATIENCE // 50):
            if held:
                break
            desk.wait_for_timeout(50)
        assert held, f"nothing asked for {addresses}"
        is_held = False
        for route in held:
            route.fallback()

    desk.route(addresses, answer)
    return go


def test_an_earlier_version_is_taken_where_it_was_asked_for(desk: Page) -> None:
    first, second = passage(desk, 1), passage(desk, 2)
    before, others = words_of(first).input_value(), words_of(second).input_value()
    saved(desk, first, f"{before} Anew.")
    words_of(first).focus()
    go = hold(desk, "**/versions/**")
    desk.locator("[data-revert]").first.click()
    words_of(second).focus()
    go()
    expect(words_of(first)).to_have_value(before)
    expect(words_of(second)).to_have_value(others)
    # What is typed while it is asked for is newer.
    saved(desk, first, f"{before} Anew.")
    words_of(first).focus()
    go = hold(desk, "**/versions/**")
    desk.locator("[data-revert]").first.click()
    words_of(first).fill(f"{before} Newer.")
    go()
    expect(desk.locator(".wb-history li").first).to_contain_text("Newer.")
    desk.reload()
    expect(words_of(passage(desk, 1))).to_have_value(f"{before} Newer.")
    saved(desk, passage(desk, 1), before)


def test_an_earlier_version_waits_for_a_saving_that_is_on_its_way(desk: Page) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    saved(desk, shown, f"{before} Anew.")
    words_of(shown).focus()
    expect(desk.locator(".wb-history li").first).to_contain_text("Anew.")
    go = hold(desk, "**/passages/*/")
    words_of(shown).fill(f"{before} Anew. And more.")
    desk.locator("[data-revert]").first.click()
    go()
    expect(words_of(shown)).to_have_value(before)
    expect(shown.locator("[data-message]")).to_have_text("")
    desk.reload()
    expect(words_of(passage(desk, 1))).to_have_value(before)
    expect(desk.locator(".wb-offer")).to_have_count(0)


def test_what_is_confirmed_without_a_connection_is_saved_once_there_is_one(desk: Page) -> None:
    desk.context.set_offline(True)
    words_of(passage(desk, 1)).press("Control+Enter")
    expect(desk.locator("[data-save]")).to_contain_text("Not saved yet")
    desk.context.set_offline(False)
    expect(desk.locator("[data-save]")).to_have_text("Saved")


def test_an_answer_that_is_none_changes_no_words(desk: Page) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    desk.route("**/passages/*/", lambda route: route.fulfill(body="<p>Welcome to our network</p>"))
    words_of(shown).fill(f"{before} Anew.")
    words_of(passage(desk, 2)).focus()
    expect(desk.locator("[data-save]")).to_contain_text("Not saved yet")
    expect(words_of(shown)).to_have_value(f"{before} Anew.")
    desk.unroute("**/passages/*/")
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    saved(desk, shown, before)


def test_a_remark_that_is_being_written_stays(desk: Page) -> None:
    first, second = passage(desk, 1), passage(desk, 2)
    before = words_of(first).input_value()
    words_of(first).focus()
    remark = desk.locator("#wb-remark")
    expect(remark).to_be_visible()
    # To leave a passage saves it, and the help is asked for anew.
    words_of(first).fill(f"{before} Anew.")
    go = hold(desk, "**/help/")
    remark.press_sequentially(REMARK)
    go()
    expect(desk.locator(".wb-history li").first).to_contain_text("Anew.")
    expect(remark).to_have_value(REMARK)
    expect(remark).to_be_focused()
    words_of(second).focus()
    expect(remark).to_have_value("")
    words_of(first).focus()
    expect(remark).to_have_value(REMARK)
    saved(desk, first, before)


def test_a_remark_is_left_on_the_passage_it_is_about(desk: Page) -> None:
    first, second = passage(desk, 1), passage(desk, 2)
    words_of(first).focus()
    remark, notes = desk.locator("#wb-remark"), desk.locator("[data-aids] .wb-note")
    expect(remark).to_be_visible()
    remark.fill(f"{REMARK} @nobody-here")
    go = hold(desk, "**/remarks/")
    desk.get_by_role("button", name="Leave the remark").dblclick()
    words_of(second).focus()
    expect(remark).to_have_value("")
    there = desk.locator("[data-aids]").inner_text()
    go()
    # Whom it did not reach is said where it was left.
    expect(first.locator("[data-message]")).to_contain_text("nobody-here")
    assert desk.locator("[data-aids]").inner_text() == there
    words_of(first).focus()
    expect(notes.filter(has_text="@nobody-here")).to_have_count(1)
    expect(remark).to_have_value("")


def test_what_does_not_arrive_is_said_and_stays(desk: Page) -> None:
    words_of(passage(desk, 1)).focus()
    remark, told = desk.locator("#wb-remark"), desk.locator("[data-aid-form] [role=alert]")
    remark.fill(REMARK)
    leave = desk.get_by_role("button", name="Leave the remark")
    desk.route("**/remarks/", lambda route: route.abort())
    leave.click()
    expect(told).to_contain_text("did not arrive")
    desk.unroute("**/remarks/")
    desk.context.clear_cookies()
    leave.click()
    expect(told).to_contain_text("You are signed out")
    expect(told).to_have_count(1)
    expect(remark).to_have_value(REMARK)


def test_what_was_not_sent_is_there_when_the_page_is_loaded_anew(desk: Page) -> None:
    words_of(passage(desk, 1)).focus()
    remark = desk.locator("#wb-remark")
    remark.fill(REMARK)
    desk.reload()
    words_of(passage(desk, 1)).focus()
    expect(remark).to_have_value(REMARK)
    with desk.expect_response("**/remarks/"):
        desk.get_by_role("button", name="Leave the remark").click()
    expect(remark).to_have_value("")
    desk.reload()
    words_of(passage(desk, 1)).focus()
    expect(remark).to_be_visible()
    expect(remark).to_have_value("")


def test_a_match_that_was_asked_for_does_not_replace_what_was_typed_since(desk: Page) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    desk.route(
        "**/help/", lambda route: route.fulfill(body='<button data-take="Match">Take</button>')
    )
    go = hold(desk, "**/help/")
    words_of(shown).focus()
    words_of(shown).press("Alt+1")
    words_of(shown).fill(f"{before} Mine.")
    go()
    expect(desk.locator("[data-take]")).to_be_visible()
    expect(words_of(shown)).to_have_value(f"{before} Mine.")
    saved(desk, shown, f"{before} Mine.")
    saved(desk, shown, before)


def test_a_reason_that_is_being_written_stays(desk: Page) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    saved(desk, shown, f"{before} On 12 May.")
    reason = shown.locator("[name=reason]").first
    expect(reason).to_be_visible()
    words_of(shown).fill(f"{before} It was on 12 May.")
    go = hold(desk, "**/passages/*/")
    reason.press_sequentially("It is in the annex.")
    go()
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    expect(reason).to_have_value("It is in the annex.")
    expect(reason).to_be_focused()
    saved(desk, shown, before)


def test_what_is_typed_after_a_conflict_is_what_is_kept(desk: Page) -> None:
    shown = passage(desk, 1)
    before = words_of(shown).input_value()
    write_elsewhere(desk, 1, f"{before} Theirs.")
    words_of(shown).fill(f"{before} Mine.")
    words_of(passage(desk, 2)).focus()
    expect(shown.locator("[data-message]")).to_contain_text("Theirs.")
    # At once: after a moment it would be saved, and refused once more.
    shown.evaluate(
        """(element) => {
          const field = element.querySelector("textarea[name=value]");
          field.value += " And more.";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          element.querySelector("[data-message] button:last-of-type").click();
        }"""
    )
    expect(desk.locator("[data-save]")).to_have_text("Saved")
    expect(words_of(shown)).to_have_value(f"{before} Mine. And more.")
    saved(desk, shown, before)
