"""Reading leaves nothing behind: not in the browser, and not with anybody else."""

from playwright.sync_api import Browser

from tests.browser.addresses import one_of_each

KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def test_no_type_of_page_keeps_anything_in_the_browser_or_asks_another_site(
    browser: Browser, page_types: dict[str, str], demo: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    left: dict[str, list[str]] = {}
    for kind, address in one_of_each(page_types).items():
        page.goto(address, wait_until="networkidle")
        kept = [str(cookie.get("name")) for cookie in context.cookies()] + page.evaluate(KEPT)
        if kept:
            left[kind] = kept
        context.clear_cookies()
    context.close()
    # Who gives a password has to be known by something on the page that follows.
    assert left == {f"password {code}": ["csrftoken"] for code in ("fr", "en")}
    assert len(asked) > len(page_types)
    assert {url for url in asked if not url.startswith((demo, "data:"))} == set()
