"""Three people and one article: an editor writes it, a translator translates it, a reader reads it.

Each step is done once, as a fixture the next one stands on, so that the tests run in any order.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import page_id, sign_in, window

TITLE = "Le carnet de voirie partagé"
ENGLISH_TITLE = "The shared road notebook"
TAG = "Voirie communale"


@pytest.fixture(scope="session")
def written(browser: Browser, demo: str) -> str:
    """An editor writes, previews, publishes and submits an article; its public address."""
    with window(browser) as page:
        sign_in(page, demo, "editor")
        page.goto(f"{demo}/admin/pages/add/blog/articlepage/{page_id(page, demo, '/fr/blog/')}/")
        page.fill("#id_title", TITLE)
        page.fill("#id_summary", "Trois communes tiennent ensemble un seul carnet de chantiers.")
        _add_block(page, "Texte")
        page.locator(".public-DraftEditor-content").last.click()
        page.keyboard.type("Chaque chantier y est noté une seule fois.")
        _add_block(page, "Image")
        # The cover's button bears the same words, and is the last one until the block is there.
        expect(page.locator("[name$='-value-picture-alt_text']")).to_be_visible()
        page.get_by_role("button", name="Choisir une image").last.click()
        page.locator(".modal-content a.image-choice").first.click()
        # What is chosen brings its own words, once its dialog is gone.
        expect(page.locator(".modal-content")).to_have_count(0)
        page.locator("[name$='-value-picture-alt_text']").fill("Une place pavée vue d’en haut")
        _create_tag(page, TAG)

        # Wagtail saves a first draft by itself. Until the panels know of it, a preview is asked of
        # the form for new pages, which finds the slug taken by that very draft.
        expect(page.locator("[data-w-preview-url-value$='/edit/preview/']")).to_be_attached()
        page.locator("[data-side-panel-toggle=preview]").click()
        preview = page.frame_locator("[data-side-panel=preview] iframe").last
        expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)

        _publish(page)
        expect(page.locator(".messages")).to_contain_text("publié")

        written = page_id(page, demo, "/fr/blog/le-carnet-de-voirie-partage/")
        page.goto(f"{demo}/admin/localize/submit/page/{written}/")
        page.locator("main form [type=submit]").last.click()
        expect(page.locator(".messages")).to_contain_text("traduction")
    return f"{demo}/fr/blog/le-carnet-de-voirie-partage/"


@pytest.fixture(scope="session")
def translated(browser: Browser, demo: str, written: str) -> str:
    """A translator translates and publishes it; its public address."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        page.goto(f"{demo}/admin/pages/{page_id(page, demo, '/en/blog/')}/")
        page.get_by_role("link", name=TITLE).first.click()
        words = {
            TITLE: ENGLISH_TITLE,
            "Trois communes tiennent": "Three municipalities keep a single notebook of road works.",
            "Chaque chantier y est": "Each site is written down only once.",
            "Une place pavée": "A paved square seen from above",
        }
        for source, translation in words.items():
            _fill_segment(page, source, translation)
        _fill_segment(page, "le-carnet-de-voirie-partage", "the-shared-road-notebook")
        page.get_by_role("button", name="Publish in English").click()
        expect(page.locator(".messages")).to_contain_text("is published in English")
    return f"{demo}/en/blog/the-shared-road-notebook/"


def test_an_editor_publishes_an_article_with_a_tag_and_an_image(page: Page, written: str) -> None:
    page.goto(written)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_alt_text("Une place pavée vue d’en haut")).to_be_visible()
    expect(page.get_by_role("link", name=TAG).first).to_be_visible()


def test_a_translator_publishes_its_translation(page: Page, translated: str) -> None:
    page.goto(translated)
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH_TITLE)
    expect(page.get_by_alt_text("A paved square seen from above")).to_be_visible()
    assert TAG not in page.content(), "a tag without a translation shows French on English"


def test_a_reader_finds_it_by_tag_and_by_search_switches_language_and_comes_back(
    page: Page, demo: str, translated: str
) -> None:
    page.goto(f"{demo}/fr/blog/etiquettes/")
    page.get_by_role("link", name=re.compile(TAG)).first.click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")

    page.get_by_role("link", name="English").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH_TITLE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Français").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    page.goto(f"{demo}/fr/recherche/?q=carnets+voirie")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.context.cookies() == []


def _add_block(page: Page, name: str) -> None:
    """Add a block at the end of the body."""
    page.locator("[data-streamfield-stream-container] button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).first.click()


def _create_tag(page: Page, name: str) -> None:
    """Create a tag from the article editor's own dialog."""
    page.get_by_role("button", name=re.compile("Ajouter .*tiquette")).first.click()
    page.locator(".modal-content").get_by_role("tab", name="Créer").click()
    page.locator(".modal-content input[name$=name]").fill(name)
    page.locator(".modal-content form[data-chooser-modal-creation-form] [type=submit]").click()
    expect(page.locator("#inline_child_article_tags-0")).to_contain_text(name)


def _publish(page: Page) -> None:
    page.locator("footer .w-dropdown button").first.click()
    page.locator("button[name=action-publish]").first.click()


def _fill_segment(page: Page, source: str, translation: str) -> None:
    """Write the translation of the passage that holds `source`; it is saved as it is left."""
    passage = page.locator(".wb-passage").filter(has_text=source).first
    passage.locator("textarea:visible, [contenteditable=true]").fill(translation)
    passage.get_by_role("button", name=re.compile("Save|This is right")).click()
    expect(passage).to_have_attribute("data-state", "done")
