"""The demo, served as `make demo` serves it, and a browser to walk through it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.browser import additions, addresses, private
from tests.browser.demos import loaded, served
from tests.tools import chromium_path

PATIENCE = 60_000  # milliseconds: a machine that does other things too is slow, not wrong
expect.set_options(timeout=PATIENCE)

BEHIND = "La machine au fond du couloir"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark everything in this folder, so that `-m browser` means it."""
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it is loaded, which nobody changes: the same for every process of the run."""
    folder = tmp_path_factory.getbasetemp()
    return loaded((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "loaded")


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps its data."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(loaded_demo: Path, demo_data: Path) -> Iterator[str]:
    """The demo, as every journey finds it; what one changes, the next may meet."""
    with served(loaded_demo, demo_data, additions.__name__) as address:
        yield address


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; there must be one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def page_types(demo: str) -> dict[str, str]:
    """An address of each page type in each language, by name: `article 3 fr`."""
    return addresses.page_types(demo) | private.page_types(demo)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    if chromium_path() is None:
        pytest.skip("Chromium is not installed")
    with chromium() as browser:
        yield browser


@contextmanager
def window(browser: Browser, known: StorageState | None = None) -> Iterator[Page]:
    """Open a window of a laptop's size, as somebody who has never been here, or is known."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="fr-BE", storage_state=known
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window for one test."""
    with window(browser) as page:
        yield page


def sign_in(page: Page, demo: str, username: str) -> None:
    """Sign in to the admin as one of the demo's people."""
    page.goto(f"{demo}/admin/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "parvis-demo")
    page.click("button[type=submit]")
    page.wait_for_url(f"{demo}/admin/")


def page_id(page: Page, demo: str, address: str) -> str:
    """Return the id of the page at a public address, which the signed-in reader's bar names."""
    answer = page.request.get(f"{demo}{address}")
    found = re.search(r"/admin/pages/(\d+)/edit/", answer.text())
    assert found, f"no edit link at {address} ({answer.status})"
    return found[1]


@pytest.fixture(scope="session")
def translator(browser: Browser, demo: str) -> StorageState:
    """What the browser of a translator who is signed in keeps; nobody signs out with it."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        return page.context.storage_state()


@pytest.fixture(scope="session")
def address(browser: Browser, demo: str, translator: StorageState) -> str:
    """The editor of the translation that is behind its source."""
    with window(browser, translator) as page:
        page.goto(f"{demo}/admin/translations/?state=behind")
        link = page.get_by_role("row", name=BEHIND).locator("a.ov-behind")
        return f"{demo}{link.get_attribute('href')}"


@pytest.fixture
def desk(browser: Browser, translator: StorageState, address: str) -> Iterator[Page]:
    """The editor, open before a translator."""
    with window(browser, translator) as page:
        page.goto(address)
        yield page
