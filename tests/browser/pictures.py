"""The pictures of the documentation, taken of the demo as it is loaded.

    python -m tests.browser.pictures            # all of them
    python -m tests.browser.pictures readers    # the public pages alone
    python -m tests.browser.pictures guides     # the admin, in each of its languages

Run it when a screen has changed; it writes into `docs/guides/pictures`.
"""

import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

import tests.catalogues  # noqa: F401 (the demo is to speak as it does today)
from tests.browser import addresses, private
from tests.browser.conftest import chromium, sign_in, window
from tests.browser.demos import loaded, served
from tests.tools import PROJECT

PICTURES = PROJECT / "docs" / "guides" / "pictures"
LANGUAGES = ("fr", "en")
BEHIND = "/en/blog/the-machine-at-the-end-of-the-corridor/"
PAIR = "/fr/blog/cinq-clauses-qui-tiennent/"
REVIEWED = "/en/blog/counting-crossings/"
COLOURS, WIDTH = 128, 1280
WIDE, PHONE, GAP = (1280, 800), (375, 800), 40
# A sheet of A4, in the pixels of a style sheet.
SHEET = (794, 1123)


def main() -> None:
    """Take the pictures that are named, or all of them."""
    asked = set(sys.argv[1:]) or {"readers", "guides"}
    with (
        tempfile.TemporaryDirectory(prefix="parvis-pictures-") as folder,
        served(loaded(Path(folder) / "loaded"), Path(folder) / "data", private.__name__) as demo,
        chromium() as browser,
    ):
        if "readers" in asked:
            take_pages(browser, demo)
        if "guides" not in asked:
            return
        ask_for_a_review(browser, demo)
        for language in LANGUAGES:
            with window(browser) as page:
                sign_in(page, demo, "admin")
                speak(page, demo, language)
                for name, take in SCREENS.items():
                    keep(take(page, demo), PICTURES / language / f"{name}.png")


def take_pages(browser: Browser, demo: str) -> None:
    """Take each type of public page in French: in a wide window, and on a telephone beside it."""
    kept = PICTURES / "pages"
    kept.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(locale="fr-BE")
    page = context.new_page()
    found = addresses.page_types(demo) | private.page_types(demo)
    for kind, address in addresses.one_of_each(found).items():
        if kind.endswith(" en"):
            continue
        page.goto(address)
        name = kind.removesuffix(" fr").replace(" ", "-")
        side_by_side(page).save(kept / f"{name}.webp", quality=40, method=6)
        if name == "article":
            page.emulate_media(color_scheme="dark")
            side_by_side(page).save(kept / f"{name}-dark.webp", quality=40, method=6)
            page.emulate_media(color_scheme="light", media="print")
            shot(page, SHEET).save(kept / f"{name}-paper.webp", quality=40, method=6)
            page.emulate_media(media="screen")
    context.close()


def side_by_side(page: Page) -> Image.Image:
    """Return a page as a wide window shows it, and a telephone beside it."""
    both = Image.new("RGB", (WIDE[0] + GAP + PHONE[0], WIDE[1]), "white")
    for size, left in ((WIDE, 0), (PHONE, WIDE[0] + GAP)):
        both.paste(shot(page, size), (left, 0))
    return both


def shot(page: Page, size: tuple[int, int]) -> Image.Image:
    """Return what a window of that size shows of a page."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(300)
    return Image.open(io.BytesIO(page.screenshot()))


def keep(picture: bytes, path: Path) -> None:
    """Write a picture in few colours: screens lose nothing and weigh a quarter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def speak(page: Page, demo: str, language: str) -> None:
    """Have the admin speak a language."""
    page.goto(f"{demo}/admin/account/")
    page.select_option("[name=locale-preferred_language]", language)
    page.locator("form [type=submit]").last.click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language))


def ask_for_a_review(browser: Browser, demo: str) -> None:
    """Have a translator put a title better, and ask for a review."""
    with window(browser) as page:
        sign_in(page, demo, "translator")
        page.goto(editor(page, demo, REVIEWED))
        page.locator(".wb-passage textarea").first.fill("Counting crossings, not those who cross")
        page.locator(".wb-passage [data-confirm]").first.click()
        expect(page.locator("[data-save]")).not_to_be_empty()
        page.locator("a[href$='/moderation/']").last.click()
        page.locator("main form [type=submit]").last.click()
        expect(page.locator(".rv-bar")).to_be_visible()


def editor(page: Page, demo: str, address: str) -> str:
    """Return the address of the editor of the page at a public address."""
    found = re.search(r"/admin/pages/(\d+)/edit/", page.request.get(f"{demo}{address}").text())
    if found is None:
        raise LookupError(f"no edit link at {address}")
    return f"{demo}/admin/pages/{found[1]}/edit/"


def upper(page: Page, height: int = 900) -> bytes:
    """Return the upper part of the screen."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_timeout(800)
    return page.screenshot()


def around(page: Page, *parts: Locator) -> bytes:
    """Return the part of the page that holds all of these."""
    page.set_viewport_size({"width": WIDTH, "height": 2400})
    page.wait_for_timeout(800)
    boxes = [box for part in parts if (box := part.bounding_box())]
    left = min(box["x"] for box in boxes) - 16
    top = min(box["y"] for box in boxes) - 16
    right = max(box["x"] + box["width"] for box in boxes) + 16
    bottom = max(box["y"] + box["height"] for box in boxes) + 16
    left, top = max(left, 0), max(top, 0)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]  # a plain dict is one


def dashboard(page: Page, demo: str) -> bytes:
    page.goto(f"{demo}/admin/translations/")
    return upper(page)


def narrowed(page: Page, demo: str) -> bytes:
    page.goto(f"{demo}/admin/translations/?state=behind")
    page.locator("#tick-all").click()
    page.set_viewport_size({"width": WIDTH, "height": 1400})
    page.wait_for_timeout(800)
    return page.screenshot()


def inbox(page: Page, demo: str) -> bytes:
    page.goto(f"{demo}/admin/notices/")
    return upper(page, 520)


def editor_with_memory(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, BEHIND))
    page.locator(".wb-passage textarea, .wb-passage [contenteditable]").first.click()
    page.wait_for_load_state("networkidle")
    return upper(page)


def changed(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, BEHIND))
    return around(page, page.locator(".wb-revise").first)


def review(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, REVIEWED))
    return upper(page)


def together(page: Page, demo: str) -> bytes:
    number = editor(page, demo, PAIR).split("/")[-3]
    page.goto(f"{demo}/admin/localize/together/{number}/")
    return upper(page, 640)


def parity(page: Page, demo: str) -> bytes:
    page.goto(f"{demo}/admin/localize/parity/")
    return upper(page, 640)


def article(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, PAIR))
    return upper(page)


def panel(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, PAIR))
    page.locator("[data-side-panel-toggle=translations]").click()
    return upper(page, 640)


def writing(page: Page, demo: str) -> bytes:
    page.goto(editor(page, demo, PAIR))
    page.locator("[data-side-panel-toggle=writing]").click()
    return upper(page, 640)


def glossary(page: Page, demo: str) -> bytes:
    page.goto(f"{demo}/admin/glossary/")
    return upper(page, 640)


SCREENS: dict[str, Callable[[Page, str], bytes]] = {
    "dashboard": dashboard,
    "narrowed": narrowed,
    "inbox": inbox,
    "editor": editor_with_memory,
    "glossary": glossary,
    "changed": changed,
    "review": review,
    "together": together,
    "parity": parity,
    "article": article,
    "panel": panel,
    "writing": writing,
}

if __name__ == "__main__":
    main()
