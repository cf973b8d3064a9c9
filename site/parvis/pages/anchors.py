"""Anchors of headings: made once in the source language, then the same in every other."""

import re
from collections.abc import Iterator

from wagtail.blocks import StreamValue, StructValue

from parvis.pages.letters import slug_of


def headings(body: StreamValue) -> Iterator[StructValue]:
    """Yield the value of every heading block of a body."""
    for block in body:
        if block.block_type == "heading":
            yield block.value


def as_anchor(anchor: str | None, text: str | None) -> str:
    """Return `anchor` where it can be the id of an element, else one made of it or of `text`.

    What an import or a script wrote may lack either.
    """
    anchor, text = anchor or "", text or ""
    if re.fullmatch(r"\w[\w.:-]*", anchor):
        return anchor
    # In no language: it is the same in all of them.
    return slug_of(anchor, "") or slug_of(text, "")[:60].strip("-") or "section"


def fill_anchors(body: StreamValue) -> None:
    """Give each heading without an anchor a readable one, unique in the body.

    An existing anchor is kept, so that links to it go on working when the heading is reworded or
    translated; a second use of the same anchor (a copied block) is numbered.
    """
    taken: set[str] = set()
    for heading in headings(body):
        wanted = as_anchor(heading["anchor"], heading["text"])
        anchor, number = wanted, 2
        while anchor in taken:
            anchor, number = f"{wanted}-{number}", number + 1
        taken.add(anchor)
        heading["anchor"] = anchor
