"""What keeps somebody from reading a page: each check, what it finds and what it leaves alone."""

from typing import Any

import pytest
from django.utils.html import format_html
from wagtail.blocks import StreamValue

from blog.models import ArticlePage
from parvis.writing.accessibility import CHECKS, findings_of
from tests import factories
from tests.translation.documents import full_article

pytestmark = pytest.mark.django_db


def page_with(*blocks: tuple[str, Any], code: str = "fr", **fields: Any) -> ArticlePage:
    """Return an unsaved page with a body."""
    field: Any = ArticlePage._meta.get_field("body")
    known = field.stream_block.child_blocks
    parts = enumerate(blocks)
    body = [(name, known[name].to_python(value), f"block-{at}") for at, (name, value) in parts]
    return ArticlePage(
        title="Pont",
        locale=factories.locale(code),
        body=StreamValue(field.stream_block, body),
        **fields,
    )


def found(page: ArticlePage) -> list[tuple[str, str]]:
    """Return the names of the findings, and their words."""
    return [(finding.check.name, finding.excerpt) for finding in findings_of(page)]


def text(html: str) -> tuple[str, str]:
    """Return a block of text."""
    return ("text", html)


def link(words: str, address: str = "https://example.org/a") -> tuple[str, str]:
    """Return a text with one link."""
    return text(format_html('<p>On lit <a href="{}">{}</a>.</p>', address, words))


def image(alt: str, *, decorative: bool = False, caption: str = "") -> tuple[str, Any]:
    """Return a block with a picture."""
    picture = {"image": factories.picture().pk, "alt_text": alt, "decorative": decorative}
    return ("image", {"picture": picture, "caption": caption, "credit": ""})


def heading(words: str, level: int) -> tuple[str, Any]:
    """Return a heading."""
    return ("heading", {"text": words, "level": str(level), "anchor": ""})


def table(caption: str, *headings: str) -> tuple[str, Any]:
    """Return a table of one row."""
    columns = [{"type": "text", "heading": words} for words in headings]
    rows = [{"values": ["<p><b>Total</b></p>" for _heading in headings]}]
    given = {"caption": caption, "columns": columns, "rows": rows}
    return ("table", {"table": given, "has_row_headers": True})


def test_every_kind_of_block_is_looked_at() -> None:
    words = ["lien", "Lire la suite"]
    assert found(full_article()) == [("link_vague", one) for one in words]


@pytest.mark.parametrize(
    ("alt", "name"),
    [
        ("", "alt_missing"),
        ("  ", "alt_missing"),
        ("IMG_2041", "alt_file_name"),
        ("pont-vue.JPG", "alt_file_name"),
        ("Photo de la place", "alt_says_picture"),
        ("An image of the square", "alt_says_picture"),
        ("Vue du matin.", "alt_is_caption"),
        ("m" * 251, "alt_long"),
        ("Photographes sur la place", None),
        ("La place, le matin", None),
    ],
)
def test_text_alternatives(alt: str, name: str | None) -> None:
    page = page_with(image(alt, caption="Vue du matin"))
    assert [one for one, _words in found(page)] == ([name] if name else [])


def test_a_decorative_picture_needs_no_words() -> None:
    assert found(page_with(image("", decorative=True))) == []


def test_the_cover_is_looked_at_too() -> None:
    page = page_with(text("<p>Pont</p>"), cover=factories.picture("Le pont"), cover_alt="pont.png")
    [finding] = findings_of(page)
    assert (finding.check.name, finding.place) == ("alt_file_name", "cover_alt")


def test_headings_may_not_skip_a_level_downwards() -> None:
    page = page_with(heading("A", 2), heading("B", 4), heading("C", 2), heading("D", 3))
    assert found(page) == [("heading_skips", "B")]
    assert found(page_with(heading("A", 3))) == [("heading_skips", "A")]


def test_a_paragraph_in_bold_looks_like_a_heading() -> None:
    page = page_with(
        text("<p><b>Nos horaires</b></p><p><b>Ouvert</b> le <b>jeudi</b></p><p><b>Fermé.</b></p>"),
        ("quote", {"text": "<p><b>Bref</b></p>", "source": "X", "source_url": ""}),
        table("Sommes", "Année", "Somme"),
    )
    assert found(page) == [("heading_bold", "Nos horaires")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ici", "link_vague"),
        ("Cliquez ici !", "link_vague"),
        ("En savoir plus →", "link_vague"),
        ("Lees meer", "link_vague"),
        ("https://example.org/a", "link_address"),
        ("www.example.org", "link_address"),
        ("example.org, le site de l’exemple", None),
        ("Le règlement du marché", None),
    ],
)
def test_words_of_links(words: str, name: str | None) -> None:
    assert found(page_with(link(words))) == ([(name, words)] if name else [])


def test_the_same_words_may_not_lead_to_two_places() -> None:
    page = page_with(link("Le plan"), link("Le plan"), link("le plan", "https://example.org/b"))
    assert found(page) == [("link_same", "le plan")]


def test_calls_of_notes_are_links_that_need_no_words() -> None:
    assert found(page_with(link("1", "#note-1"), link("1", "#note-2"))) == []


DUTCH = "De gemeente heeft vorige week beslist dat het plein autovrij wordt gemaakt."


def test_a_passage_in_another_language_is_found_unless_it_is_marked() -> None:
    assert found(page_with(text(f"<p>On lit : {DUTCH}</p>"))) == [("language_unmarked", DUTCH)]
    assert found(page_with(text(f"<p>On lit : <lang-nl>{DUTCH}</lang-nl></p>"))) == []
    assert found(page_with(text(f"<p><code>{DUTCH}</code></p>"))) == []


def test_names_and_short_phrases_are_of_no_language() -> None:
    page = page_with(text("<p>Le Belgian Cybersecurity Centre, ou <i>soft law</i>, le dit.</p>"))
    assert found(page) == []


def test_tables_need_a_caption_and_a_name_for_each_column_but_the_corner() -> None:
    assert found(page_with(table("Sommes", "", "Montant"))) == []
    page = page_with(table("", "Année", ""), table("Une colonne", ""))
    assert [name for name, _words in found(page)] == [
        "table_headings",
        "table_caption",
        "table_headings",
    ]


def test_findings_come_in_the_order_of_the_text_with_their_places() -> None:
    page = page_with(link("ici"), heading("A", 4), link("là"))
    findings = findings_of(page)
    assert [finding.excerpt for finding in findings] == ["ici", "A", "là"]
    assert [finding.place for finding in findings] == [
        "body.block-0",
        "body.block-1",
        "body.block-2",
    ]


def test_long_words_are_cut() -> None:
    [finding] = findings_of(page_with(heading("a" * 300, 4)))
    assert (len(finding.excerpt), finding.excerpt[-1]) == (120, "…")


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    page = page_with(text('<p><a href="x">ici</a><a href=>'), text("<b><b><p>"), text(""))
    assert found(page) == [("link_vague", "ici")]


def test_every_check_names_a_criterion_of_wcag() -> None:
    assert all(check.criterion.count(".") == 2 for check in CHECKS.values())
