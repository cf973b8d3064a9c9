"""Words longer than a line: imported titles, tags and addresses never widen the page."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from parvis.discovery.languages import LanguageLink
from parvis.pages.blocks.embed import EmbedBlock
from tests.conftest import PROJECT

WORD = "https://exemple.be/" + "interminable" * 20
CARD = """<article class="card card-row"><div class="card-picture"></div><div class="card-text">
<h2 class="card-title"><a href="#">{word}</a></h2><p class="card-summary">{word}</p></div>
</article>"""
ARTICLE = """<main class="page"><article class="reading">
<header class="reading-head"><h1>{word}</h1><p class="lede">{word}</p></header>
<div class="prose"><div class="block-text"><div class="text"><p>{word}</p><ul><li>{word}</li></ul>
</div></div><div class="block-embed">{embed}</div><div class="block-heading"><div class="heading">
<h2>{word}</h2></div></div></div>
<footer class="reading-foot"><ul class="tags"><li><a href="#">{word}</a></li></ul></footer>
</article>{card}</main>"""


HEAD = """<header class="banner"><div class="banner-top"><div class="identity">
<a class="site-name" href="#"><span>Parvis</span></a></div>{switch}</div></header>"""
NAMES = {"fr": "Français", "en": "English", "nl": "Nederlands", "de": "Deutsch"}


@pytest.mark.parametrize(("width", "rows"), [(320, 2), (375, 2), (1280, 1)])
def test_four_languages_stand_in_the_head_in_as_many_rows_as_they_take(
    page: Page, width: int, rows: int
) -> None:
    languages = [
        LanguageLink(code, name, f"/{code}/", WORD, code == "fr", is_translation=code != "de")
        for code, name in NAMES.items()
    ]
    switch = render_to_string("components/language_switch.html", {"languages": languages})
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<!doctype html><style>{style()}</style>{HEAD.format(switch=switch)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = {link.bounding_box()["y"] for link in page.locator(".languages li").all()}  # type: ignore[index]
    assert len(tops) == rows
    last = page.locator(".languages li").last
    assert last.get_by_text(NAMES["de"]).is_visible()


def style() -> str:
    """Return the style sheets of readers."""
    return "".join(
        (PROJECT / f"static/parvis/css/{name}.css").read_text(encoding="utf-8")
        for name in ("parvis", "blocks")
    )


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_a_word_longer_than_the_window_never_widens_the_page(page: Page, width: int) -> None:
    value = EmbedBlock().to_python({"url": WORD, "title": WORD, "caption": WORD})
    embed = render_to_string("blocks/embed.html", {"value": value})
    body = ARTICLE.format(word=WORD, embed=embed, card=CARD.format(word=WORD))
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<!doctype html><style>{style()}</style>{body}")
    overflow = page.evaluate(
        "() => [...document.querySelectorAll('main, main *')]"
        ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".map(e => e.className || e.tagName)"
    )
    assert overflow == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
