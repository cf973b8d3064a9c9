"""Every public page is used with the keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import one_of_each

# What can be reached, as (tag, words): what is seen, and not switched off.
REACHABLE = """() => {
  const all = "a[href], button, input:not([type=hidden]), textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(all)].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && element.checkVisibility()
    && !element.closest("wagtail-userbar")).length;
}"""
# What has the focus: which it is, and what is wrong with how it is seen.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  if (!element.dataset.met) {
    window.met = (window.met ?? 0) + 1;
    element.dataset.met = window.met;
  }
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  // The link of a card is as large as the card: its mark is too.
  const marked = [style, getComputedStyle(element, "::after")].some((one) =>
    one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const wrong = [marked || "no mark", inside || "out of sight"].filter((fault) => fault !== true);
  return { met: Number(element.dataset.met), wrong, html: element.outerHTML.slice(0, 120) };
}"""
UNFOLD = "document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"
MOST = 400
# The kinds of pages that fold something away.
FOLDED = ("article", "statement", "search")


def walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab until the focus leaves the page; return how much it met, and what was wrong."""
    wrong: list[str] = []
    met = 0
    for _step in range(MOST):
        page.keyboard.press("Tab")
        found: Any = page.evaluate(FOCUSED)
        if found is None or found["met"] < met:
            return met, wrong
        met = found["met"]
        wrong += [f"{fault}: {found['html']}" for fault in found["wrong"]]
    return met, [*wrong, "the focus never leaves"]


@pytest.mark.parametrize(("width", "code"), [(375, "fr"), (1280, "en")])
def test_all_that_is_used_is_reached_and_seen(
    browser: Browser, page_types: dict[str, str], width: int, code: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    faults: dict[str, Any] = {}
    seen = 0
    for kind, address in one_of_each(page_types).items():
        # The other language has the same templates; what holds the most is walked in both.
        if not kind.endswith(f" {code}") and kind.rpartition(" ")[0] not in FOLDED:
            continue
        seen += 1
        page.goto(address)
        page.evaluate(UNFOLD)
        there = page.evaluate(REACHABLE)
        met, wrong = walk(page)
        # A set of radio buttons is one stop; scrolling regions are stops of the browser's own.
        radios = page.locator("input[type=radio]").count()
        if wrong or met < there - max(0, radios - 1):
            faults[kind] = (there, met, wrong)
    context.close()
    assert faults == {}
    assert seen >= 25


@pytest.mark.parametrize("code", ["fr", "en"])
def test_what_is_folded_is_opened_and_shut(
    page: Page, page_types: dict[str, str], code: str
) -> None:
    kinds = one_of_each(page_types)
    for kind in FOLDED:
        page.goto(kinds[f"{kind} {code}"])
        folded = page.locator("main details").first
        folded.locator("summary").focus()
        for key, is_open in (("Enter", True), ("Space", False), ("Enter", True)):
            page.keyboard.press(key)
            assert folded.evaluate("folded => folded.open") is is_open, (kind, key)
        assert folded.locator(":scope > :not(summary)").first.is_visible(), kind
        if folded.locator("a").count():
            page.keyboard.press("Tab")
            assert folded.locator("a").first.evaluate("link => link === document.activeElement")


@pytest.mark.parametrize("code", ["fr", "en"])
def test_an_embed_is_shown_and_has_the_focus(
    page: Page, page_types: dict[str, str], demo: str, code: str
) -> None:
    page.route(
        "**/*", lambda route: route.continue_() if demo in route.request.url else route.abort()
    )
    page.goto(one_of_each(page_types)[f"article {code}"])
    embed = page.locator("figure.embed[data-player]").first
    button = embed.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    frame = embed.locator("iframe")
    assert frame.evaluate("frame => frame === document.activeElement")
    assert frame.get_attribute("title") == embed.get_attribute("data-title")
    assert button.count() == 0
    assert embed.locator(".embed-title a").is_visible()


@pytest.mark.parametrize(("code", "other"), [("fr", "English"), ("en", "Français")])
def test_lists_and_languages_are_gone_through_by_keyboard(
    page: Page, page_types: dict[str, str], code: str, other: str
) -> None:
    page.goto(page_types[f"index {code}"])
    first = page.locator(".card-title").first.inner_text()
    page.locator(".pagination a[rel=next]").press("Enter")
    page.wait_for_url("**page=2**")
    assert page.locator(".pagination [aria-current=page]").first.inner_text().endswith("2")
    assert page.locator(".card-title").first.inner_text() != first
    page.locator(".pagination a[rel=prev]").press("Enter")
    expect(page.locator(".card-title").first).to_have_text(first)
    page.locator(".languages").get_by_role("link", name=other).press("Enter")
    expect(page.locator("html")).not_to_have_attribute("lang", code)


def test_the_first_stop_leads_past_the_head_of_the_page(page: Page, demo: str) -> None:
    page.goto(f"{demo}/fr/blog/la-place-et-ses-pierres/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_message_is_written_and_mended_by_keyboard(page: Page, demo: str) -> None:
    page.goto(f"{demo}/fr/blog/la-place-et-ses-pierres/")
    page.get_by_role("link", name=re.compile("^Non\\b")).press("Enter")
    page.wait_for_url("**/contact/**")
    page.locator("#text").focus()
    page.keyboard.type("Le lien de la note 2 est rompu.")
    page.keyboard.press("Tab")
    page.keyboard.type("lise@")
    page.wait_for_timeout(2_500)  # nobody writes faster
    page.keyboard.press("Enter")
    mistake = page.get_by_role("alert").get_by_role("link", name="Une adresse électronique")
    mistake.press("Enter")
    expect(page.locator("#email")).to_be_focused()
    assert page.locator("#text").input_value() == "Le lien de la note 2 est rompu."
    assert page.locator("[name=useful][value=no]").is_checked()
    page.locator("#email").fill("lise@example.org")
    page.wait_for_timeout(2_500)
    page.keyboard.press("Enter")
    page.wait_for_url("**sent=1**")
    assert "votre message est arrivé" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="Retour à la page").press("Enter")
    page.wait_for_url("**/la-place-et-ses-pierres/")
