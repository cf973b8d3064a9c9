"""An editor sees what search engines will show while writing it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in


def test_the_preview_follows_what_is_typed_and_says_what_is_too_long(page: Page, demo: str) -> None:
    sign_in(page, demo, "editor")
    answer = page.request.get(f"{demo}/fr/blog/compter-les-passages/")
    assert answer.ok
    page.goto(f"{demo}/admin/pages/")
    page.goto(f"{demo}/admin/pages/search/?q=Compter+les+passages")
    page.get_by_role("link", name="Compter les passages sans compter les passants").first.click()
    page.get_by_role("tab", name="Promotion").click()
    result = page.get_by_role("group", name="Dans une liste de résultats")
    expect(result).to_contain_text("/fr/blog/compter-les-passages/")
    title = page.locator("#id_seo_title")
    title.fill("Compter")
    expect(result.locator("[data-shown=title]")).to_have_text("Compter")
    title.fill("Compter les passages " * 5)
    said = page.locator("[data-said]")
    expect(said).to_contain_text("les moteurs de recherche en montrent environ 60")
    expect(result.locator("[data-shown=title]")).to_contain_text("…")
    page.locator("#id_search_description").fill("")
    expect(said).to_contain_text("c’est le résumé qui est montré")
    card = page.get_by_role("group", name="Là où elle est partagée")
    expect(card.locator("img")).to_be_visible()
