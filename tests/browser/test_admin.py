"""What is ours in the admin has no fault that axe knows, in light and in dark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import additions
from tests.browser.conftest import page_id, sign_in, window
from tests.delivery.processes import until

ARTICLE = "/fr/blog/cinq-clauses-qui-tiennent/"
# (what is opened, and the part of the screen that is ours)
Screen = tuple[Callable[[Page, str], None], str]
# What axe finds in fields of Wagtail's own: the rule, and what the field is known by.
WAGTAIL_S = (
    # The rich text editor says what it is for beside itself, in a placeholder alone.
    ("aria-input-field-name", "public-DraftEditor-content"),
    # The box in which tags of pictures are typed has its label on the field it hides.
    ("label", "ui-autocomplete-input"),
    # The map of a form opens for a keyboard as for a mouse; before it does, its list may be longer
    # than it.
    ("scrollable-region-focusable", "w-minimap__list"),
)
# Where the words of an element begin.
WORDS = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().toJSON();
}"""
FADED = """() => document.getAnimations()
  .filter((each) => each instanceof CSSTransition).forEach((each) => each.finish())"""


@pytest.fixture(scope="session")
def admin(browser: Browser, demo: str) -> Iterator[Page]:
    """One window, in which an administrator is signed in."""
    with window(browser) as page:
        sign_in(page, demo, "admin")
        yield page


def at(address: str) -> Callable[[Page, str], None]:
    """Open an address of the admin."""

    def go(page: Page, demo: str) -> None:
        page.goto(f"{demo}/admin/{address}")

    return go


def first_row(address: str) -> Callable[[Page, str], None]:
    """Open what the first row of a list leads to."""

    def go(page: Page, demo: str) -> None:
        page.goto(f"{demo}/admin/{address}")
        row = page.locator("main table tbody tr a").first
        page.goto(f"{demo}{row.get_attribute('href')}")

    return go


def sharing(page: Page, demo: str) -> None:
    """Open what search engines will show, in the editor of an article."""
    page.goto(f"{demo}/admin/pages/{page_id(page, demo, ARTICLE)}/edit/")
    page.get_by_role("tab", name="Promotion").click()
    expect(page.locator("[data-sharing]")).to_be_visible()


def writing(page: Page, demo: str) -> None:
    """Open what is said of the writing, in the same editor."""
    page.goto(f"{demo}/admin/pages/{page_id(page, demo, ARTICLE)}/edit/")
    page.locator('[data-side-panel-toggle="writing"]').click()
    expect(page.locator("[data-writing]")).to_be_visible()


def statement(page: Page, demo: str) -> None:
    """Open the editor of the accessibility statement."""
    page.goto(f"{demo}/admin/pages/{page_id(page, demo, '/fr/declaration-accessibilite/')}/edit/")
    assert page.locator("[name='jurisdiction']").count() == 1


def together(page: Page, demo: str) -> None:
    """Open what publishes an article and its translations at once."""
    page.goto(f"{demo}/admin/localize/together/{page_id(page, demo, ARTICLE)}/")


def broken_picture(page: Page, demo: str) -> None:
    """Open a picture whose smaller versions could not be made."""
    page.goto(f"{demo}/admin/images/?q={additions.BROKEN}")
    page.get_by_role("link", name=additions.BROKEN).first.click()
    expect(page.get_by_role("status").filter(has_text="broken data stream")).to_be_visible()


SCREENS: dict[str, Screen] = {
    "sharing preview": (sharing, "main"),
    "writing panel": (writing, "[data-side-panel=writing]"),
    "accessibility statement": (statement, "main"),
    "identity": (first_row("snippets/home/siteidentity/"), "main"),
    "pages read": (at("statistics/"), "main"),
    "messages": (at("messages/"), "main"),
    "a message": (first_row("messages/"), "main"),
    "together": (together, "main"),
    "glossary": (at("glossary/"), "main"),
    "a concept": (first_row("glossary/"), "main"),
    "inbox": (at("notices/"), "main"),
    "broken picture": (broken_picture, "main"),
    "writing report": (at("writing/report/"), "main"),
    "parity report": (at("localize/parity/"), "main"),
    "legal": (at("legal/"), "main"),
}


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_what_is_ours_has_no_fault(name: str, admin: Page, demo: str) -> None:
    go, part = SCREENS[name]
    go(admin, demo)
    for scheme in ("light", "dark"):
        admin.emulate_media(color_scheme=scheme)
        # What Wagtail fades from one colour to another is looked at where it ends.
        admin.evaluate(FADED)
        assert (scheme, faults(admin, part)) == (scheme, [])


def faults(page: Page, part: str) -> list[str]:
    """Return what axe finds in a part of a screen, but for what is Wagtail's own."""
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in Axe().run(page, context=part).response["violations"]
        for node in fault["nodes"]
        if not any(fault["id"] == rule and mark in node["html"] for rule, mark in WAGTAIL_S)
    ]


@pytest.mark.parametrize("width", [820, 1024, 1280])
def test_the_heading_of_the_glossary_is_whole_beside_its_buttons(
    browser: Browser, demo: str, width: int
) -> None:
    with window(browser) as page:
        sign_in(page, demo, "admin")
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{demo}/admin/glossary/")
        heading = page.locator(".w-slim-header .w-breadcrumbs")
        expect(heading).to_contain_text("Glossaire")
        assert heading.evaluate("box => box.scrollWidth <= box.clientWidth")
        links = page.locator("#w-slim-header-buttons a")
        assert links.count() == 4
        boxes = [link.bounding_box() for link in [*links.all(), page.locator("#id_q")]]
        assert all(box and box["x"] + box["width"] <= width for box in boxes)


@contextmanager
def telephone(browser: Browser, demo: str) -> Iterator[Page]:
    """Open a narrow window, signed in as an administrator."""
    with window(browser) as page:
        sign_in(page, demo, "admin")
        page.set_viewport_size({"width": 375, "height": 800})
        yield page


def test_on_a_telephone_a_language_stands_in_line_with_what_there_is_in_it(
    browser: Browser, demo: str
) -> None:
    with telephone(browser, demo) as page:
        page.goto(f"{demo}/admin/")
        rows = page.locator(".listing--dashboard tr:has(th[scope=row])")
        assert rows.count() == 2
        for row in rows.all():
            name, states = (row.locator(part).evaluate(WORDS) for part in ("th", "td a >> nth=0"))
            assert name["x"] == pytest.approx(states["x"], abs=1)
            assert name["y"] < states["y"]


def test_the_title_of_a_row_is_not_broken_into_letters(browser: Browser, demo: str) -> None:
    with telephone(browser, demo) as page:
        page.goto(f"{demo}/admin/messages/")
        title = page.locator("#listing-results td.title").first.bounding_box()
        assert title is not None
        assert title["width"] >= 180


@pytest.mark.parametrize("address", ["localize/parity/", "pages/", "snippets/blog/tag/"])
def test_a_listing_wider_than_a_telephone_can_be_moved_sideways(
    browser: Browser, demo: str, address: str
) -> None:
    with telephone(browser, demo) as page:
        page.goto(f"{demo}/admin/{address}")
        table = page.locator("main table.listing")
        box = table.bounding_box()
        assert box is not None
        page.mouse.move(100, box["y"] + 60)

        def is_whole() -> bool:
            page.mouse.wheel(2_000, 0)
            page.wait_for_timeout(100)
            last = table.locator("thead th").last.bounding_box()
            return last is not None and last["x"] + last["width"] <= 376

        until(is_whole)
