"""The translators' editor in a real browser: keys, lost connections, two at work, standards."""

import re
from collections.abc import Callable, Iterator
from html import escape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import sign_in, window

BEHIND = "La machine au fond du couloir"
KEPT = "The machine at the end of the corridor"


@pytest.fixture(scope="module")
def address(browser: Browser, demo: str) -> str:
    """The editor of the translation that is behind its source."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        page.goto(f"{demo}/admin/translations/?state=behind")
        link = page.get_by_role("row", name=BEHIND).locator("a.ov-behind")
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


def words_of(shown: Locator) -> Locator:
    """Return the field of a passage, under which the help may stand with fields of its own."""
    return shown.locator("textarea[name=value]")


def write_elsewhere(page: Page, number: int, words: str) -> None:
    """Write a passage as another window would, without this one's knowing."""
    status = passage(page, number).evaluate(
        """async (element, words) => {
          const answer = await fetch(location.href);
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
          const form = fresh.getElementById(element.id).querySelector("[data-form]");
          const data = new FormData(form);
          data.set("value", words);
          const sent = new XMLHttpRequest();
          sent.open("POST", form.getAttribute("action") + "?elsewhere", false);
          sent.setRequestHeader("Accept", "application/json");
          sent.send(data);
          return sent.status;
        }""",
        words,
    )
    assert status == 200


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


def in_store(page: Page) -> list[str]:
    """Return the words the browser keeps."""
    return list(
        page.evaluate(
            """Object.keys(localStorage).filter((key) => key.startsWith("parvis-words-"))
            .map((key) => JSON.parse(localStorage.getItem(key)).value)"""
        )
    )


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


def test_without_scripts_a_conflict_is_shown_in_the_editor(
    browser: Browser, demo: str, address: str, desk: Page
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-BE")
    page = context.new_page()
    page.set_default_timeout(20_000)
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
