"""What is said of one's writing follows it, and leads to the place."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import page_id, sign_in


@pytest.fixture
def article(page: Page, demo: str) -> Page:
    """An article in the editor, with the panel open."""
    sign_in(page, demo, "editor")
    number = page_id(page, demo, "/fr/blog/qui-decide-du-jeudi/")
    page.goto(f"{demo}/admin/pages/{number}/edit/")
    page.locator('[data-side-panel-toggle="writing"]').click()
    return page


def write(article: Page, words: str) -> None:
    """Write a summary until it is saved: what is there before Wagtail watches counts as saved."""
    for attempt in range(6):
        try:
            with article.expect_response("**/edit/", timeout=5_000):
                article.locator("#id_summary").fill(f"{words} {attempt}")
        except TooLate:
            continue
        return
    pytest.fail("Nothing was saved.")


def test_the_panel_follows_what_is_saved_and_leads_to_it(article: Page) -> None:
    panel = article.locator("[data-writing]")
    write(article, "Nous répondons dans les meilleurs délais.")
    expect(panel.get_by_role("link", name="dans les meilleurs délais")).to_be_visible()
    article.locator("#id_title").focus()
    panel.get_by_role("link", name="dans les meilleurs délais").press("Enter")
    expect(article.locator("#id_summary")).to_be_focused()
    expect(article.locator(".in-place #id_summary")).to_be_visible()


def test_who_stands_in_the_panel_stays_there_when_it_is_read_anew(article: Page) -> None:
    panel = article.locator("[data-writing]")
    write(article, "Nous répondons dans les meilleurs délais, au titre de la règle.")
    first = panel.get_by_role("link", name="dans les meilleurs délais")
    second = panel.get_by_role("link", name="au titre de")
    expect(second).to_be_visible()
    first.focus()
    read_anew(article, lambda html: f"<p>Relu une fois.</p>{html}")
    expect(panel).to_contain_text("Relu une fois.")
    expect(first).to_be_focused()
    read_anew(article, lambda html: html.replace("dans les meilleurs délais", "au plus tôt"))
    expect(panel).not_to_contain_text("Relu une fois.")
    expect(panel.get_by_role("link", name="au plus tôt")).to_be_focused()


def read_anew(article: Page, change: Callable[[str], str]) -> None:
    """Have the panel ask again, as after a saving, and be told something else."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    article.unroute("**/writing/pages/**")
    article.route("**/writing/pages/**", answer)
    article.evaluate("document.dispatchEvent(new Event('w-autosave:success'))")


def test_the_panel_says_when_it_could_not_follow(article: Page) -> None:
    panel = article.locator("[data-writing]")
    article.route("**/writing/pages/**", lambda route: route.abort())
    write(article, "Nous répondons dans les meilleurs délais.")
    expect(panel).to_contain_text("Voici la lecture d’avant")
    article.unroute("**/writing/pages/**")
    write(article, "Nous répondons le lendemain, au titre de la règle.")
    expect(panel.get_by_role("link", name="au titre de")).to_be_visible()
    expect(panel).not_to_contain_text("Voici la lecture d’avant")


def test_what_is_ours_in_the_admin_has_no_fault_itself(article: Page, demo: str) -> None:
    panel = article.locator("[data-writing]")
    write(article, "Nous répondons dans les meilleurs délais, au titre de la règle.")
    expect(panel.get_by_role("link", name="au titre de")).to_be_visible()
    article.locator("#id_cover_alt").fill("IMG_2041")
    write(article, "Nous répondons le lendemain.")
    expect(panel).to_contain_text("WCAG 1.1.1")
    assert faults(article, ".writing") == []
    article.goto(f"{demo}/admin/legal/")
    assert faults(article, "main") == []


def faults(page: Page, part: str) -> list[tuple[str, list[str]]]:
    """Return what axe finds in a part of a screen, each with the first elements it is found on."""
    found = Axe().run(page, context=part).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
