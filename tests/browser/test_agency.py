"""A page goes to an agency and comes back: ticked, sent, translated elsewhere, taken, reported."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.translation.files import agency

TITLE = "Carnet d’un mardi de reprise"


@pytest.fixture
def desk(page: Page, demo: str) -> Page:
    """The dashboard, open before an editor of both languages who reads English."""
    sign_in(page, demo, "admin")
    page.goto(f"{demo}/admin/translations/")
    return page


def do(desk: Page, action: str) -> None:
    """Tick the article and choose what to do with it."""
    desk.locator("tr", has_text=TITLE).get_by_role("checkbox").check()
    desk.select_option("#bulk_locale", value=_english(desk))
    desk.select_option("#bulk_action", value=action)


def _english(desk: Page) -> str:
    option = desk.locator("#bulk_locale option", has_text="ngl").first
    return option.get_attribute("value") or ""


def broken(contents: bytes) -> bytes:
    """Lose the codes of the first passage that has some, as a careless tool does."""

    def change(root: object) -> None:
        target = next(found for found in agency.named(root, "target") if len(found))
        for code in list(target):
            target.remove(code)
        target.text = "EN without its codes"

    return agency.edited(contents, change)


def test_an_agency_s_work_is_taken_back_and_what_it_broke_is_named(
    desk: Page, tmp_path: Path
) -> None:
    do(desk, "submit")
    desk.locator(".ov-bulk button[type=submit]").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    do(desk, "export-xliff")
    with desk.expect_download() as started:
        desk.locator(".ov-bulk button[type=submit]").click()
    assert started.value.suggested_filename.endswith(".xlf")
    contents = Path(started.value.path()).read_bytes()
    file = tmp_path / "back.xlf"
    file.write_bytes(broken(agency.translated(contents)))

    desk.locator("#files summary").click()
    desk.locator("#files a.button").click()
    desk.set_input_files("input[type=file]", file)
    desk.locator("main form[enctype] button[type=submit]").click()
    report = desk.locator("section", has_text=TITLE)
    expect(report.locator("tbody tr")).to_have_count(1)
    expect(report.locator("tbody")).to_contain_text("EN without its codes")
    found = Axe().run(desk, context="main section").response["violations"]
    assert [fault["id"] for fault in found] == []
    report.get_by_role("link", name=TITLE).click()
    expect(desk.locator("textarea").first).to_have_value(f"EN {TITLE}")


@pytest.mark.parametrize("width", [375, 1280])
def test_the_files_are_reached_and_read_at_any_width(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.locator("#files summary").click()
    expect(desk.locator("#files table")).to_be_visible()
    found = Axe().run(desk, context=".ov").response["violations"]
    assert [fault["id"] for fault in found] == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
