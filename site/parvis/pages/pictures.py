"""The pictures in a page's texts, wherever they stand in it."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField

from parvis.pages.block_types import types_with
from parvis.pages.blocks.image import ImageBlock


def pictures_in(page: Any) -> Iterator[Any]:
    """Yield the pictures of a page's streams: the very objects that its templates show."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _inside(field.stream_block, field.value_from_object(page))


def _inside(block: Any, value: Any) -> Iterator[Any]:
    if isinstance(block, ImageBlock):
        if value["picture"] is not None:
            yield value["picture"]
    elif isinstance(block, StreamBlock):
        # Texts are not looked into: what is read of each costs more than all else here.
        names = types_with(block, ImageBlock)
        for place, raw in enumerate(value.raw_data):
            if raw["type"] in names:
                yield from _inside(value[place].block, value[place].value)
    elif isinstance(block, ListBlock):
        for child in getattr(value, "bound_blocks", None) or value:
            yield from _inside(child.block, child.value)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _inside(child, value.get(name))
