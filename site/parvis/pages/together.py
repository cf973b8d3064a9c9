"""Bodies that are shown together: what they hold and lead to, fetched in a few queries for all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText, expand_db_html

from parvis.media.showing import fetch
from parvis.pages.known import remembering
from parvis.pages.links import find_pages, linked_ids, showing


def fetch_together(
    bodies: Sequence[StreamValue], pictures: Iterable[AbstractImage] = ()
) -> list[StreamValue]:
    """Return the bodies with their pictures, documents, pages and links fetched, ready to be shown.

    The number of queries does not depend on how many there are, nor on what they hold; `pictures`
    are those that stand beside them. They are for readers: their links are those of the active
    language, and they are not to be saved.
    """
    if not bodies:
        return []
    block = bodies[0].stream_block
    raw = [item for body in bodies for item in body.raw_data]
    with showing(find_pages(linked_ids(raw, "page"))), remembering(linked_ids(raw, "document")):
        # Wagtail fetches what all blocks of a type hold at once, but of one body at a time.
        blocks = list(StreamValue(block, raw, is_lazy=True))
        held = [thing for bound in blocks for thing in _held(bound.value)]
        shown = [*pictures, *(thing for thing in held if isinstance(thing, AbstractImage))]
        fetch(shown)
        for text in held:
            if isinstance(text, RichText):
                text.source = expand_db_html(text.source)  # made once, it is left as it is
    whole = iter(blocks)
    return [
        StreamValue(block, [next(whole)._as_tuple() for _item in body.raw_data]) for body in bodies
    ]


def _held(value: Any) -> Iterator[Any]:
    """Yield what a block's value is made of, down to texts, pictures and pages."""
    if isinstance(value, TypedTable):
        parts: Iterable[Any] = (cell for row in value.row_data for cell in row["values"])
    elif isinstance(value, StreamValue):
        parts = (bound.value for bound in value)
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        parts = value
    else:
        yield value
        return
    for part in parts:
        yield from _held(part)
