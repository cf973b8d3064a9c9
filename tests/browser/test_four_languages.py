"""A site in four languages: what is read in Dutch and German holds as the others do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from tests.browser import languages
from tests.browser.addresses import body
from tests.browser.demos import served
from tests.browser.languages import LANGUAGES, SLUG, WORDS
from tests.browser.looks import LOOKS, faults, losses
from tests.browser.nu import wrong_in

NAMES = {"fr": "Français", "en": "English", "nl": "Nederlands", "de": "Deutsch"}
MISSING = {
    "fr": "Page introuvable",
    "en": "Page not found",
    "nl": "Pagina niet gevonden",
    "de": "Seite nicht gefunden",
}
# What pages do not link to, or with a question of its own each time.
ASKED = {
    "nl": (
        *("zoeken/?q=bank", "zoeken/?q=zzzzzz", "contact/?page=%2Fnl%2Fblog%2F", "nergens/"),
        *("wettelijke-vermeldingen/", "gegevensbescherming/", "cookies/"),
    ),
    "de": (
        *("suche/?q=sitzbank", "suche/?q=zzzzzz", "kontakt/?page=%2Fde%2Fblog%2F", "nirgends/"),
        *("impressum/", "datenschutz/", "cookies/"),
    ),
}
# One year and one month are like the others.
OTHERS = re.compile(r"/(?!2026/)\d{4}/|/2026/(?!6/)\d+/")
MOST = 120


@pytest.fixture(scope="module")
def four(loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo in four languages; the journeys here change nothing."""
    data = tmp_path_factory.mktemp("four")
    added = ",".join(LANGUAGES)
    with served(loaded_demo, data, languages.__name__, languages=added) as address:
        yield address


@pytest.fixture(scope="module")
def pages(four: str) -> dict[str, bytes]:
    """Every page in Dutch and German that a link leads to, by its address."""
    found: dict[str, bytes] = {}
    waiting = [f"{four}/{code}/{path}" for code, paths in ASKED.items() for path in ("", *paths)]
    while waiting and len(found) < MOST:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = body(address)
        waiting += [f"{four}{link}" for link in _links(found[address])]
    assert len(found) < MOST, "the crawl does not end"
    return {f"{four}/": body(f"{four}/"), **found}


def _links(html: bytes) -> list[str]:
    """Return the pages in these two languages that a page links to, without questions."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        str(link["href"]).partition("#")[0]
        for link in soup.select("a[href^='/nl/'], a[href^='/de/']")
        if "?" not in link["href"] and not link.get("type") and not OTHERS.search(str(link["href"]))
    ]


def test_there_is_a_page_of_every_type_in_each(four: str, pages: dict[str, bytes]) -> None:
    shown = " ".join(address.removeprefix(four) for address in pages)
    for path in (
        *("/nl/blog/trefwoorden/openbaar-plein/", "/de/blog/schlagwoerter/oeffentlicher-platz/"),
        *("/nl/blog/reeksen/banken/", "/de/blog/reihen/sitzbaenke/"),
        *("/nl/wettelijke-vermeldingen/", "/de/datenschutz/", "/nl/cookies/"),
        *(f"/{one}/blog/{SLUG}/{other}/" for one in ASKED for other in LANGUAGES if one != other),
    ):
        assert path in shown
    assert sum(b'id="statement-compliance"' in html for html in pages.values()) == len(ASKED)
    # The article, and that beside each of the others.
    behind = [html for html in pages.values() if b"is-behind" in html]
    assert len(behind) == len(ASKED) * len(LANGUAGES)
    for address, html in pages.items():
        code = address.removeprefix(four).split("/")[1] or "fr"
        assert f'<html lang="{code}"'.encode() in html, address


def test_axe_finds_nothing_and_nothing_is_lost(browser: Browser, pages: dict[str, bytes]) -> None:
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, Any] = {}
    for address in pages:
        page.goto(address)
        found |= faults(page, address, LOOKS if address.endswith(f"/{SLUG}/") else LOOKS[1:2])
        found |= losses(page, address)
    context.close()
    assert found == {}


def test_the_nu_checker_finds_nothing(pages: dict[str, bytes], tmp_path: Path) -> None:
    for number, (address, html) in enumerate(pages.items()):
        name = re.sub(r"\W+", "-", address.partition("//")[2].partition("/")[2])
        (tmp_path / f"{number} {name}.html").write_bytes(html)
    assert wrong_in(tmp_path) == set()


def test_the_first_page_offers_each_language_alike(page: Page, four: str) -> None:
    page.goto(f"{four}/")
    links = page.locator("main li a")
    assert links.all_inner_texts() == list(NAMES.values())
    assert [link.get_attribute("lang") for link in links.all()] == list(NAMES)
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        sizes = {(box["width"], box["height"]) for li in links.all() if (box := li.bounding_box())}
        assert len(sizes) == 1
    for code, name in NAMES.items():
        page.goto(f"{four}/")
        page.get_by_role("link", name=name).click()
        expect(page).to_have_url(f"{four}/{code}/")
        expect(page.locator("html")).to_have_attribute("lang", code)


def test_the_switch_leads_from_each_language_to_each_other_and_keeps_the_place(
    page: Page, four: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{four}/fr/blog/{SLUG}/#commun")
    for code in ("nl", "de", "en", "fr"):
        page.locator(f".languages a[hreflang={code}]").evaluate(
            "link => { link.focus({ preventScroll: true }); link.click(); }"
        )
        expect(page.locator("html")).to_have_attribute("lang", code)
        page.wait_for_load_state()  # the place is reached, and the script knows it
        assert page.url.endswith("/#commun"), page.url
        if code != "fr":
            expect(page.locator("#commun")).to_have_text(re.compile(f"^{WORDS[code][1]}"))
        expect(page.locator(".languages [aria-current]")).to_have_text(NAMES[code])


def test_what_a_language_lacks_is_said_in_that_language(page: Page, four: str) -> None:
    page.goto(f"{four}/fr/blog/la-place-et-ses-pierres/")
    for code, said in (("nl", "niet vertaald"), ("de", "nicht übersetzt")):
        link = page.locator(f".languages a[hreflang={code}]")
        assert link.get_attribute("aria-describedby") == f"not-in-{code}"
        note = page.locator(f"#not-in-{code}")
        assert said in note.inner_text()
        assert note.get_attribute("lang") == code
    page.locator(".languages a[hreflang=de]").click()
    expect(page).to_have_url(f"{four}/de/blog/")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_missing_page_is_told_of_in_the_language_of_its_address(
    page: Page, four: str, code: str
) -> None:
    other = LANGUAGES[(LANGUAGES.index(code) + 1) % len(LANGUAGES)]
    answer = page.goto(f"{four}/{code}/{SLUG}.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("h1")).to_have_text(MISSING[code])
    offered = page.locator("[aria-labelledby=offers] a").first
    expect(offered).to_have_text(WORDS[code][0])
    page.locator(f".languages a[hreflang={other}]").click()
    expect(page).to_have_url(f"{four}/{other}/")
