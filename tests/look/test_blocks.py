"""The blocks of a body, as readers get them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from blog.models import ArticlePage
from parvis.media.models import Download
from parvis.pages.blocks import BODY_BLOCKS
from tests import factories

pytestmark = pytest.mark.django_db

BLOCKS: dict[str, Any] = dict(BODY_BLOCKS)
TABLE: dict[str, Any] = {
    "table": {
        "caption": "Reprises",
        "columns": [
            {"type": "text", "heading": "Année"},
            {"type": "number", "heading": "Communes"},
        ],
        "rows": [{"values": ["<p>2024</p>", "17"]}, {"values": ["<p>2025</p>", "31"]}],
    },
    "has_row_headers": True,
}


def rendered(name: str, value: Any) -> BeautifulSoup:
    """Return a block's HTML."""
    block = BLOCKS[name]
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    """Return the only element that `selector` finds."""
    found = soup.select(selector)
    assert len(found) == 1, f"{len(found)} × {selector} in {soup}"
    return found[0]


def test_a_heading_bears_its_anchor_and_a_link_to_it() -> None:
    soup = rendered("heading", {"text": "Le coût", "level": "3", "anchor": "cost"})
    assert one(soup, "h3#cost").get_text() == "Le coût"
    assert one(soup, "a.permalink")["href"] == "#cost"
    assert "Le coût" in one(soup, "a.permalink").get_text()


def test_a_table_names_itself_its_columns_and_its_rows() -> None:
    soup = rendered("table", TABLE)
    assert [th.get_text(strip=True) for th in soup.select("thead th[scope=col]")] == [
        "Année",
        "Communes",
    ]
    assert [th.get_text(strip=True) for th in soup.select("tbody th[scope=row]")] == [
        "2024",
        "2025",
    ]
    assert one(soup, "caption").get_text() == "Reprises"
    assert one(soup, "[role=group][tabindex='0']")["aria-label"] == "Reprises"


def test_a_table_may_stand_on_a_page_twice() -> None:
    """As it does in a text and in its translation beside it."""
    for table in (TABLE["table"], TABLE["table"] | {"caption": ""}):
        soup = rendered("table", {"table": table})
        # A landmark would need a name of its own, and an id may be there once.
        assert soup.select("[id], [role=region]") == []
        assert one(soup, "[role=group]")["aria-label"]


def test_a_table_whose_first_column_names_nothing_has_no_row_headers() -> None:
    soup = rendered("table", TABLE | {"has_row_headers": False})
    assert soup.select("tbody th") == []
    assert len(soup.select("tbody td")) == 4


def test_columns_of_numbers_are_marked() -> None:
    soup = rendered("table", TABLE)
    assert [cell.get_text(strip=True) for cell in soup.select(".number")] == [
        "Communes",
        "17",
        "31",
    ]


def test_code_is_escaped_not_translated_and_reached_by_the_keyboard() -> None:
    soup = rendered("code", {"language": "html", "code": "<script>x</script>", "caption": ""})
    assert soup.select("script") == []
    pre = one(soup, "pre[translate=no][tabindex='0']")
    assert pre.get_text(strip=True) == "<script>x</script>"


def test_an_embed_is_a_link_that_fetches_nothing() -> None:
    address = "https://www.youtube.com/watch?v=abcdef12345"
    soup = rendered("embed", {"url": address, "title": "Un film", "caption": ""})
    assert one(soup, "a")["href"] == address
    assert soup.select("iframe, img, script, link, object, video, [src], [srcset]") == []


def test_an_embed_says_who_will_see_the_visit() -> None:
    soup = rendered("embed", {"url": "https://vimeo.com/123456", "title": "Un film", "caption": ""})
    figure = one(soup, "figure")
    assert "player.vimeo.com" in str(one(soup, ".embed-stage")["data-notice"])
    assert figure["data-player"] == "https://player.vimeo.com/video/123456?dnt=1"


def test_a_site_without_a_known_player_stays_a_link() -> None:
    soup = rendered("embed", {"url": "https://example.org/x", "title": "Un film", "caption": ""})
    assert not one(soup, "figure").has_attr("data-player")


def test_a_document_shows_its_type_and_size_before_the_click() -> None:
    document = Download.objects.create(
        title="Cahier", file=ContentFile(b"x" * 2048, name="cahier.pdf")
    )
    soup = rendered("document", {"document": document.pk, "title": "", "note": "En français"})
    assert one(soup, "a").get_text() == "Cahier"
    assert one(soup, ".document-facts").get_text().replace("\xa0", " ").startswith("PDF, 2,0 ko")


def test_a_picture_has_its_size_its_alternative_and_its_credit() -> None:
    picture = factories.picture()
    picture.credit = "Archives"
    picture.save()
    soup = rendered(
        "image",
        {
            "picture": {"image": picture.pk, "alt_text": "Une place", "decorative": False},
            "caption": "",
            "credit": "",
        },
    )
    image = one(soup, "img")
    assert image["alt"] == "Une place"
    assert int(str(image["width"])) > 0
    assert int(str(image["height"])) > 0
    assert one(soup, ".credit").get_text() == "Archives"


def test_a_decorative_picture_has_an_empty_alternative() -> None:
    value = {"image": factories.picture().pk, "alt_text": "", "decorative": True}
    soup = rendered("image", {"picture": value, "caption": "", "credit": ""})
    assert one(soup, "img")["alt"] == ""


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning"])
def test_a_call_out_says_its_kind_in_words(kind: str) -> None:
    soup = rendered("callout", {"kind": kind, "title": "", "text": "<p>Texte</p>"})
    assert one(soup, f".callout-{kind}[role=note] .callout-kind").get_text(strip=True)


def test_an_accordion_opens_without_a_script() -> None:
    items = [{"type": "item", "id": "1", "value": {"title": "Qui ?", "text": "<p>Tous.</p>"}}]
    soup = rendered("accordion", {"items": items})
    assert one(soup, "details > summary").get_text() == "Qui\u202f?"


def test_a_note_is_called_from_the_text_and_leads_back(client: Client) -> None:
    page = factories.article(
        "Notes",
        body=[
            ("text", '<p>Une fois<a href="#note-1">1</a>, deux fois<a href="#note-1">1</a>.</p>'),
            ("footnotes", {"title": "", "notes": [{"mark": "1", "text": "<p>Compté.</p>"}]}),
        ],
    )
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert one(soup, "#call-1[role=doc-noteref]")["href"] == "#note-1"
    assert one(soup, "li#note-1 a[role=doc-backlink]")["href"] == "#call-1"
    assert one(soup, "[role=doc-endnotes] h2")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_can_be_seen_in_the_picker(name: str, admin_client: Client) -> None:
    body = ArticlePage._meta.get_field("body").stream_block
    address = reverse("wagtailadmin_block_preview")
    answer = admin_client.get(address, {"id": body.child_blocks[name].definition_prefix})
    assert answer.status_code == 200
    assert "parvis/css/reader.css" in answer.content.decode()
