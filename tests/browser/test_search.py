"""A reader looks for something: by keyboard, with a mouse, on a telephone, without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.mark.parametrize("width", [375, 1280])
def test_suggestions_are_reached_by_keyboard_and_lead_to_their_page(
    page: Page, demo: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{demo}/fr/")
    box = page.get_by_role("combobox", name="Chercher dans les articles")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("pier")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("La place et ses pierres")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("pier")
    box.press_sequentially("r")
    expect(option).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("La place et ses pierres")


def test_a_click_takes_a_suggestion_and_enter_asks_the_results_page(page: Page, demo: str) -> None:
    page.goto(f"{demo}/en/")
    box = page.get_by_role("combobox", name="Search the articles")
    box.press_sequentially("free soft")
    page.get_by_role("option", name="Free software").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Free software")
    box.press_sequentially("square")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("square")


def test_results_are_narrowed_and_widened_again(page: Page, demo: str) -> None:
    page.goto(f"{demo}/fr/recherche/?q=logiciel")
    before = page.get_by_role("status").inner_text()
    facets = page.get_by_role("navigation", name="Affiner les résultats")
    facets.get_by_role("link", name="2024").click()
    after = page.get_by_role("status").inner_text()
    assert int(after.split()[0]) < int(before.split()[0])
    page.get_by_role("link", name="Retirer le filtre").click()
    expect(page.get_by_role("status")).to_have_text(before)


def test_without_scripts_the_browser_completes_and_the_page_answers(
    browser: Browser, demo: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo}/fr/recherche/")
    box = page.locator("#question")
    names = page.locator(f"datalist#{box.get_attribute('list')} option")
    assert "Accessibilité" in [each.get_attribute("value") for each in names.all()]
    box.fill("acessibilité")
    box.press("Enter")
    expect(page.locator(".correction")).to_contain_text("accessibilité")
    expect(page.locator(".results mark").first).to_be_visible()
    context.close()
