"""Looking at a page with axe, several times without loading it into the page again."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RUN = "async (options) => (await axe.run(document, options)).violations"


def violations(page: Page, rules: list[str]) -> list[Any]:
    """Return what breaks these rules, or those that bear these tags, on the page that is open.

    Of what keeps them nothing is told: that would be most of the answer.
    """
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found: list[Any] = page.evaluate(RUN, options)
    return found
