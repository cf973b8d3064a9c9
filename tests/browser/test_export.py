"""The whole demo as files, read from a disk."""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, Request, expect

from tests.browser.demos import environment_of
from tests.tools import PROJECT


def missing(request: Request) -> list[str]:
    """Return the address of what could not be read; a page that is left lets go of its pictures."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


def test_the_demo_is_read_from_a_disk_without_any_server(
    demo: str, demo_data: Path, page: Page, tmp_path: Path
) -> None:
    """It ends with 1 where a link of the demo leads nowhere."""
    subprocess.run(
        [sys.executable, "manage.py", "export_site", str(tmp_path), "--verbosity", "0"],
        cwd=PROJECT,
        env=environment_of(demo_data, demo),
        check=True,
    )
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: wrong.extend(missing(request)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))

    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Français").click()
    page.get_by_role("link", name="Tous les articles").first.click()
    page.locator(".card-title a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("navigation", name="Langues").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a[rel=prev]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a[rel=tag]").first.click()
    expect(page).to_have_url(re.compile(r"/en/blog/tags/[^/]+/index\.html$"))
    page.goto((tmp_path / "fr/blog/index.html").as_uri())
    page.locator(".pagination a.next").click()
    expect(page).to_have_url(re.compile(r"/fr/blog/index\.page-2\.html$"))
    shown = page.locator("main img")
    expect(shown.first).to_be_visible()
    for image in shown.all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)")
    # The styles are there; a script that was refused would be in `wrong`.
    style = page.locator(".pagination ol").evaluate("list => getComputedStyle(list).listStyleType")
    assert style == "none"
    assert [address for address in asked if not address.startswith(tmp_path.as_uri())] == []
    assert wrong == []
