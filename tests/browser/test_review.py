"""Two people and a translation: one submits it, the other asks for changes, then approves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in, window

ADDRESS = "/en/blog/software-that-crosses-the-bridge/"
ORIGINAL = "/fr/blog/un-logiciel-qui-passe-le-pont/"
FIRST, SECOND = "Words of the square, first try", "Words of the square, second try"


def readers_title(browser: Browser, demo: str) -> str:
    """Return what readers see at the top of the page."""
    with window(browser) as page:
        page.goto(f"{demo}{ADDRESS}")
        return page.get_by_role("heading", level=1).inner_text().strip()


def say(page: Page, words: str) -> None:
    """Write the title anew, and hand the page over."""
    title = page.locator(".wb-passage textarea").first
    title.fill(words)
    page.locator(".wb-passage").first.locator("[data-confirm]").click()
    expect(page.locator("[data-save]")).to_have_text("Saved")
    page.get_by_role("link", name="Submit for moderation").last.click()
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".rv-bar")).to_be_visible()


@pytest.fixture(scope="module")
def editor_of(browser: Browser, demo: str) -> str:
    """The address of the translation's editor."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        return edit_address(page, demo, ADDRESS)


def edit_address(page: Page, demo: str, address: str) -> str:
    """Return where the page at a public address is edited."""
    page.goto(f"{demo}{address}")
    link = page.locator("wagtail-userbar a[href$='/edit/']")
    return f"http:{link.get_attribute('href')}"


@pytest.mark.parametrize(("width", "window_is"), [(1280, "wide"), (375, "narrow")])
def test_a_translator_submits_and_a_reviewer_decides(
    browser: Browser, demo: str, editor_of: str, width: int, window_is: str
) -> None:
    before = readers_title(browser, demo)
    # No number: the original has none, and the checks would keep it from being handed over.
    first, second = f"{FIRST}, {window_is}", f"{SECOND}, {window_is}"
    with window(browser) as translator, window(browser) as reviewer:
        for page, name in ((translator, "translator"), (reviewer, "reviewer")):
            page.set_viewport_size({"width": width, "height": 900})
            sign_in(page, demo, name)
            page.goto(editor_of)
        # The reviewer has no business there before something waits for them.
        expect(reviewer).to_have_url(f"{demo}/admin/")

        say(translator, first)
        expect(translator.locator(".wb-passage textarea[name=value]")).to_have_count(0)
        expect(translator.get_by_role("button", name="Approve and publish")).to_have_count(0)

        reviewer.goto(editor_of)
        changed = reviewer.locator(".wb-revise").first
        expect(changed.locator("[data-submitted]")).to_contain_text(first)
        expect(changed.locator("ins").first).to_be_visible()
        found = Axe().run(reviewer, context=".wb").response["violations"]
        assert [
            (fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found
        ] == []
        assert reviewer.evaluate("document.documentElement.scrollWidth") <= width
        reviewer.get_by_role("button", name="Ask for changes").click()
        expect(reviewer.locator(".rv-bar [role=alert]")).to_be_visible()
        reviewer.fill(".rv-bar textarea", "Once more, please.")
        reviewer.get_by_role("button", name="Ask for changes").click()
        expect(reviewer.locator(".messages")).to_contain_text("asked for changes")
        assert readers_title(browser, demo) == before

        translator.goto(editor_of)
        expect(translator.locator(".rv-asked")).to_contain_text("Once more, please.")
        say(translator, second)
        assert readers_title(browser, demo) == before

        reviewer.goto(editor_of)
        expect(reviewer.locator("[data-submitted]").first).to_contain_text(second)
        reviewer.get_by_role("button", name="Approve and publish").click()
        expect(reviewer.locator(".messages")).to_contain_text("approved")
    assert readers_title(browser, demo) == second


def test_the_editor_of_the_source_answers_a_translator_beside_the_form(
    browser: Browser, demo: str, editor_of: str
) -> None:
    with window(browser) as translator, window(browser) as editor:
        sign_in(translator, demo, "translator")
        translator.goto(editor_of)
        translator.locator(".wb-passage textarea").first.focus()
        remark = translator.locator("#wb-remark")
        remark.fill("Which square? @edi")
        expect(translator.locator(".mention-list [role=option]").first).to_contain_text("@editor")
        remark.press("Enter")
        expect(remark).to_have_value("Which square? @editor ")
        translator.get_by_role("button", name="Leave the remark").click()
        expect(translator.locator("[data-aids] .wb-note").last).to_contain_text("Which square?")

        sign_in(editor, demo, "editor")
        editor.goto(f"{edit_address(editor, demo, ORIGINAL)}#remarks")
        panel = editor.locator("[data-remarks]")
        expect(panel).to_be_visible()
        expect(panel).to_contain_text("Which square?")
        panel.locator("[data-place]").first.click()
        expect(editor.locator(".in-place")).to_be_visible()
        panel.locator("textarea").first.fill("Ours.")
        panel.get_by_role("button", name="Répondre").first.click()
        expect(panel).to_contain_text("Ours.")
        panel.get_by_role("button", name="Réglé").first.click()
        expect(panel.locator(".wb-aside").first).to_contain_text("Élise")
