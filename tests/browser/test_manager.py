"""A manager’s day: from the dashboard to the report on parity."""

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

REASON = "Le carnet d’un mardi ne concerne que nos agents."


def narrow(page: Page, demo: str, state: str) -> None:
    """Open the dashboard, and narrow it to a state."""
    page.goto(f"{demo}/admin/translations/")
    page.locator(".ov-filters summary").click()
    page.select_option(".ov-filters [name=state]", state)
    page.locator(".ov-filters button[type=submit]").click()
    expect(page.locator(f".ov-table .ov-{state}").first).to_be_visible()
    page.wait_for_load_state()  # the scripts that tick all rows are there


def do(page: Page, action: str, **fields: str) -> None:
    """Do something with what is ticked."""
    page.select_option("[name=action]", action)
    for name, value in fields.items():
        field = page.locator(f".ov-bulk [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
            field.press("Tab")
    # By keyboard: a calendar that closes at that moment may take a click for itself.
    with page.expect_navigation():
        page.locator(".ov-bulk button[type=submit]").press("Enter")
    expect(page.locator(".messages")).to_contain_text("Fait pour")


def test_a_manager_assigns_exempts_and_takes_the_report_away(
    page: Page, demo: str, tmp_path: Path
) -> None:
    sign_in(page, demo, "admin")

    narrow(page, demo, "behind")
    ticks = page.locator(".ov-table tbody .ov-tick input")
    page.locator("#tick-all").check()
    assert all(tick.is_checked() for tick in ticks.all())
    do(page, "assign", person="Tim Peeters", due="2031-03-04")
    expect(page.locator(".ov-table tbody")).to_contain_text("Tim Peeters")
    expect(page.locator(".ov-table time[datetime='2031-03-04']").first).to_be_visible()
    page.locator("#tick-all").check()
    do(page, "unassign")

    narrow(page, demo, "missing")
    row = page.locator(".ov-table tbody tr").first
    title = row.locator(".ov-title a").inner_text()
    row.locator(".ov-tick input").check()
    do(page, "exempt", reason=REASON)
    narrow(page, demo, "exempt")
    exempt = page.locator(".ov-table tbody tr", has_text=title)
    expect(exempt).to_contain_text(REASON)
    expect(exempt).to_contain_text("Anne Declercq")

    page.goto(f"{demo}/admin/localize/parity/")
    expect(page.locator("#listing-results")).to_contain_text(REASON)
    page.get_by_role("button", name="Actions").click()
    with page.expect_download() as download:
        page.locator("a[href*='export=csv']").click()
    file = tmp_path / "parity.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as lines:
        reasons = [line[-1] for line in csv.reader(lines)]
    assert any(title in reason and REASON in reason for reason in reasons)

    narrow(page, demo, "exempt")
    page.locator(".ov-table tbody tr", has_text=title).locator(".ov-tick input").check()
    do(page, "lift")
