"""Looking at a page as its readers may: in each look, in narrow windows, with words spaced out."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.axe import violations

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In dark the markup is the same, and was looked at in light.
COLOURS = ["color-contrast", "link-in-text-block"]
# On paper other words show: nothing is pressed there, and there are no regions to go between.
PAPER = [*COLOURS, "heading-order", "page-has-heading-one", "empty-heading"]
# (width, scheme, medium, what is looked at)
LOOKS = (
    (1280, "light", "screen", RULES),
    (375, "light", "screen", RULES),
    (375, "dark", "screen", COLOURS),
    (1280, "dark", "screen", COLOURS),
    (1280, "light", "print", PAPER),
    (375, "light", "print", PAPER),
)
# A window of 1280 px at 400 % is one of 320.
WINDOWS = ((1280, 900), (375, 800), (320, 256))
# What readers may set without losing anything (WCAG 1.4.12).
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, overflowY, clipPath, webkitLineClamp } = getComputedStyle(element);
  // The beginning of a summary, which leads to all of it, is cut on purpose.
  if (clipPath !== "none" || webkitLineClamp !== "none") return false;
  if (element.closest("svg, .visually-hidden, .form-trap")) return false;
  const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return text && ((overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1)
    || (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1));
}).map((element) => element.outerHTML.slice(0, 120))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Page, name: str, looks: tuple[Any, ...]) -> dict[str, list[str]]:
    """Return what axe finds on the page that is open, by the look it is found in."""
    found = {}
    for width, scheme, medium, rules in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, media=medium)
        if wrong := violations(page, rules):
            found[f"{name} {width} {scheme} {medium}"] = [
                f"{v['id']}: {node['html'][:160]}" for v in wrong for node in v["nodes"][:3]
            ]
    page.emulate_media(color_scheme="light", media="screen")
    return found


def losses(page: Page, name: str) -> dict[str, Any]:
    """Return where a part of the page that is open is cut, or only seen by moving it sideways.

    Its words stay spaced out: it is looked at last.
    """
    found = {}
    for spacing in ("", SPACED):
        if spacing:
            page.add_style_tag(content=spacing)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            lost = page.evaluate(WIDER), page.evaluate(CLIPPED)
            if lost != (0, []):
                found[f"{name} {width}{' spaced' if spacing else ''}"] = lost
    return found
