"""Any page on paper: what it is, where it is from and where its links lead."""

from playwright.sync_api import Page

from tests.browser.addresses import one_of_each

# The links of a page whose address is printed behind them, by where they stand.
PRINTED = """(part) => [...document.querySelectorAll(part)].map(
  (link) => [link.dataset.address ?? link.href, getComputedStyle(link, "::after").content])"""
FURNITURE = ".breadcrumbs a, .tags a, .menu a, .languages a, .list-side a, .pagination a"


def test_every_page_type_says_its_language_and_its_address(
    page: Page, page_types: dict[str, str]
) -> None:
    page.emulate_media(media="print")
    kinds = one_of_each(page_types)
    # The choice of a language says its own.
    languages = {"fr": "Français", "en": "English", "choose_language": "Français"}
    for kind, address in kinds.items():
        page.goto(address)
        line = page.locator(".only-print")
        assert line.inner_text() == f"{languages[kind.rpartition(' ')[2]]} · {address}", kind
        assert line.is_visible()
        # Nothing is written or pressed on paper.
        assert page.locator("input:visible, button:visible, textarea:visible").count() == 0, kind
    assert {kind.rpartition(" ")[2] for kind in kinds} == languages.keys()
    page.emulate_media(media="screen")
    assert not page.locator(".only-print").is_visible()


def test_links_of_what_is_read_are_printed_whole_and_furniture_is_not(
    page: Page, page_types: dict[str, str], demo: str
) -> None:
    page.emulate_media(media="print")
    inside = 0
    for name in ("index fr", "search fr", "article 0 fr", "article 1 fr", "article 2 fr"):
        page.goto(page_types[name])
        links = page.evaluate(PRINTED, ".prose a:not([href^='#']), .card-title a, .results h2 a")
        for address, content in links:
            assert address.startswith(("http", "mailto:")), (name, address)
            assert "⟨" in content or address.startswith("mailto:"), (name, address)
            inside += address.startswith(demo)
        for address, content in page.evaluate(PRINTED, FURNITURE):
            assert "⟨" not in content, (name, address)
    assert inside > 10
