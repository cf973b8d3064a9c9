"""Words longer than a line: imported titles, tags and addresses never widen the page."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

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


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_a_word_longer_than_the_window_never_widens_the_page(page: Page, width: int) -> None:
    style = "".join(
        (PROJECT / f"static/parvis/css/{name}.css").read_text(encoding="utf-8")
        for name in ("parvis", "blocks")
    )
    value = EmbedBlock().to_python({"url": WORD, "title": WORD, "caption": WORD})
    embed = render_to_string("blocks/embed.html", {"value": value})
    body = ARTICLE.format(word=WORD, embed=embed, card=CARD.format(word=WORD))
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<!doctype html><style>{style}</style>{body}")
    overflow = page.evaluate(
        "() => [...document.querySelectorAll('main, main *')]"
        ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".map(e => e.className || e.tagName)"
    )
    assert overflow == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
