"""No text and no table has a colour of its own: their contrast is the site’s, which is checked."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import BaseStreamBlock, Block, ListBlock, RawHTMLBlock, RichTextBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import features as registry

from blog.exchange.blocks import convert
from blog.exchange.body import Files

# What colours: attributes of HTML, and names that a block's field for it would have.
ATTRIBUTES = {"style", "class", "color", "bgcolor", "background", "align", "face", "size"}
NAME = re.compile(r"colou?r|style|background|theme|css", re.IGNORECASE)
COLOURED = (
    '<p style="color: #ccc" class="pale"><span style="background: #eee">Un</span> '
    '<b style="color: red">mot</b> <font color="red">pâle</font> '
    '<a href="https://example.org" style="color: red" class="pale">lien</a></p>'
    '<ul style="color: red"><li class="pale">Un</li></ul>'
)


def stream_blocks() -> Iterator[Block]:
    """Yield every block that a body of the site may hold, at any depth."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField) and model.__module__.startswith(("blog", "home")):
                yield from _below(field.stream_block)


def _below(block: Block) -> Iterator[Block]:
    yield block
    children: list[Block] = []
    if isinstance(block, ListBlock):
        children = [block.child_block]
    elif isinstance(block, BaseStreamBlock | BaseStructBlock | BaseTypedTableBlock):
        children = list(block.child_blocks.values())
    for child in children:
        yield from _below(child)


def feature_lists() -> set[tuple[str, ...]]:
    """Return the features of each editor of rich text on the site."""
    found = {
        tuple(block.features or registry.get_default_features())
        for block in stream_blocks()
        if isinstance(block, RichTextBlock)
    }
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, RichTextField):
                found.add(tuple(field.features or registry.get_default_features()))
    return found


def attributes(html: str) -> set[str]:
    """Return the attributes that the elements of some HTML have, those that colour alone."""
    soup = BeautifulSoup(html, "html.parser")
    fonts = {"font"} if soup.find("font") else set()
    return fonts | {name for element in soup.find_all(True) for name in element.attrs} & ATTRIBUTES


@pytest.mark.django_db
def test_what_colours_a_text_does_not_outlive_any_editor_of_rich_text() -> None:
    lists = feature_lists()
    assert lists
    assert attributes(COLOURED) >= {"style", "class", "color", "font"}
    for features in lists:
        converter = ContentstateConverter(list(features))
        kept = converter.to_database_format(converter.from_database_format(COLOURED))
        assert "mot" in kept
        assert attributes(kept) == set(), features


def test_what_an_editor_can_set_on_words_writes_no_colour() -> None:
    for features in feature_lists():
        for feature in features:
            rule = registry.get_converter_rule("contentstate", feature) or {}
            for written in rule.get("to_database_format", {}).get("style_map", {}).values():
                props = written.get("props", {}) if isinstance(written, dict) else {}
                assert not {name.lower() for name in props} & ATTRIBUTES, feature


def test_no_block_lets_a_colour_be_chosen_or_html_be_written() -> None:
    blocks = list(stream_blocks())
    assert any(isinstance(block, BaseTypedTableBlock) for block in blocks)
    wrong = [
        f"{type(block).__name__} {block.name}"
        for block in blocks
        if isinstance(block, RawHTMLBlock) or NAME.search(block.name or "")
    ]
    assert wrong == []


def test_the_importer_leaves_colours_behind() -> None:
    table = (
        '<table bgcolor="black"><tr style="color: red"><th bgcolor="#eee" class="pale">An</th></tr>'
        '<tr><td style="background: #ccc"><font color="red">2026</font></td></tr></table>'
    )
    found, _messages = convert(
        f'{table}\n\n{COLOURED}\n\n| An |\n|---|\n| <b style="color: red">2026</b> |\n',
        files=Files(picture=lambda _src, _alt: None, document=lambda _src, _title: None),
        seed=uuid.UUID(int=1),
    )
    texts = list(_texts([block["value"] for block in found]))
    assert sum("2026" in text for text in texts) >= 2
    assert [text for text in texts if attributes(text)] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def test_no_template_of_a_block_writes_a_style() -> None:
    folder = Path(settings.RESOURCES_DIR) / "templates" / "blocks"
    templates = list(folder.glob("*.html"))
    assert templates
    styled = [path.name for path in templates if re.search(r"\bstyle=|bgcolor=", path.read_text())]
    assert styled == []
