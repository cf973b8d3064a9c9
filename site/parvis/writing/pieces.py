"""A page’s content taken apart: headings, texts, links, pictures and tables, where they stand.

A place is the path of Wagtail’s editor to a block, its steps parted by dots: `body.<id>.text`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from parvis.pages.blocks.buttons import ButtonBlock
from parvis.pages.blocks.code import CodeBlock
from parvis.pages.blocks.heading import HeadingBlock
from parvis.pages.blocks.image import ImageBlock
from parvis.pages.blocks.quote import QuoteBlock
from parvis.pages.blocks.shared import SharedCharBlock, SharedTextBlock


@dataclass(frozen=True)
class Heading:
    """A heading and its level, 2 to 4: the page’s title is the only one of level 1."""

    place: str
    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """Rich text as it is stored; `is_running` where it is neither quoted nor a title or a cell."""

    place: str
    html: str
    is_running: bool = True


@dataclass(frozen=True)
class Button:
    """A link that is a block of its own."""

    place: str
    text: str
    target: str


@dataclass(frozen=True)
class Picture:
    """A picture with what stands for it; `name` is what editors know it by."""

    place: str
    name: str
    alt: str
    is_decorative: bool
    caption: str = ""


@dataclass(frozen=True)
class Table:
    """A table’s caption and the headings of its columns."""

    place: str
    caption: str
    headings: tuple[str, ...]


Piece = Heading | Prose | Button | Picture | Table


def pieces_of(page: Any) -> Iterator[Piece]:
    """Yield what a page holds, in the order of its fields and of the text."""
    yield from getattr(page, "pictures_outside_body", ())
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _walk(field.stream_block, field.value_from_object(page), field.name)
        elif isinstance(field, RichTextField):
            yield Prose(field.name, field.value_from_object(page) or "")


def _walk(block: Any, value: Any, place: str, *, is_running: bool = True) -> Iterator[Piece]:
    """Yield the pieces of one block’s value; code and what is no text gives none."""
    if isinstance(block, HeadingBlock):
        yield Heading(place, str(value["text"] or ""), int(value["level"] or 2))
    elif isinstance(block, ImageBlock):
        yield from _picture(value, place)
    elif isinstance(block, ButtonBlock):
        target = value["url"] or (f"page {value['page'].pk}" if value["page"] else "")
        yield Button(place, str(value["label"] or ""), str(target))
    elif isinstance(block, TypedTableBlock):
        yield from _table(value, place)
    elif isinstance(block, RichTextBlock):
        yield Prose(place, getattr(value, "source", "") or "", is_running)
    elif isinstance(block, CharBlock | TextBlock):
        if value and not isinstance(block, SharedCharBlock | SharedTextBlock):
            running = is_running and isinstance(block, TextBlock)
            yield Prose(place, escape(str(value), quote=False), running)
    elif not isinstance(block, CodeBlock):
        yield from _inside(block, value, place, is_running=is_running)


def _inside(block: Any, value: Any, place: str, *, is_running: bool) -> Iterator[Piece]:
    if isinstance(block, StreamBlock | ListBlock):
        for child in getattr(value, "bound_blocks", None) or value:
            yield from _walk(child.block, child.value, f"{place}.{child.id}", is_running=is_running)
    elif isinstance(block, StructBlock):
        running = is_running and not isinstance(block, QuoteBlock)
        for name, child in block.child_blocks.items():
            yield from _walk(child, value.get(name), f"{place}.{name}", is_running=running)


def _picture(value: Any, place: str) -> Iterator[Piece]:
    picture = value["picture"]
    if picture is not None:
        caption = str(value["caption"] or "")
        yield Picture(
            place,
            picture.title,
            str(getattr(picture, "contextual_alt_text", None) or ""),
            bool(getattr(picture, "decorative", False)),
            caption,
        )
        if caption:
            yield Prose(f"{place}.caption", escape(caption, quote=False), is_running=False)


def _table(value: Any, place: str) -> Iterator[Piece]:
    yield Table(
        place,
        str(value.caption or ""),
        tuple(str(column["heading"] or "") for column in value.columns),
    )
    for row in value.row_data:
        for column, cell in zip(value.columns, row["values"], strict=True):
            yield from _walk(column["block"], cell, place, is_running=False)
