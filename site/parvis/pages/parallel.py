"""Two languages of a page side by side, block beside block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from wagtail.blocks import StreamValue

from parvis.pages.links import shown
from parvis.pages.notes import link_notes
from parvis.pages.typography import keep_spaces

# Between two blocks while a body's notes are joined to their calls; no text can hold it.
_CUT = "<hr\0>"
_TAG = re.compile(r"<[a-z][^<>]*>", re.I)
_NAMES = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls)="|\shref="#)')


Places = Iterator[tuple[int | None, int | None]]


@dataclass(frozen=True)
class Column:
    """A language's side: the page in it, its code, what its ids begin with."""

    page: Any
    code: str
    prefix: str = ""

    @classmethod
    def of(cls, page: Any, prefix: str = "") -> "Column":
        """Return the side of a page."""
        return cls(page, page.language_code, prefix)

    def blocks(self) -> list[SafeString]:
        """Return the HTML of each block of the page, in the page's own language throughout."""
        with override(self.code), shown(self.page):
            rendered = [
                f'<div class="block-{block.block_type}">{block.render()}</div>'
                for block in self.page.body
            ]
        html = link_notes(keep_spaces(_CUT.join(rendered), self.code))
        if self.prefix:
            html = prefixed(html, self.prefix)
        return [mark_safe(part) for part in html.split(_CUT)] if rendered else []  # noqa: S308 (cut)


@dataclass(frozen=True)
class Row:
    """A block and its counterpart; None where a side has none."""

    first: SafeString | None
    second: SafeString | None


def rows(first: Column, second: Column) -> list[Row]:
    """Return both sides, block beside block."""
    left, right = first.blocks(), second.blocks()
    return [
        Row(None if here is None else left[here], None if there is None else right[there])
        for here, there in _places(first.page.body, second.page.body)
    ]


def _places(first: StreamValue, second: StreamValue) -> Places:
    """Yield which block of a body stands beside which of another.

    A translation keeps its source's blocks, ids and all. Of two texts written apart, headings with
    the same anchor are beside each other, and between them blocks of the same type.
    """
    ids = [[block.id for block in body] for body in (first, second)]
    if set(ids[0]) & set(ids[1]):
        yield from aligned(*ids)
        return
    types = [[block.block_type for block in body] for body in (first, second)]
    # What is no heading is like nothing of the other side.
    anchors: list[list[Any]] = [
        [block.value.id if block.block_type == "heading" else index for block in body]
        for index, body in enumerate((first, second))
    ]
    here = there = 0
    matcher = SequenceMatcher(None, anchors[0], anchors[1], autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        for a, b in aligned(types[0][here:start], types[1][there:other]):
            yield None if a is None else here + a, None if b is None else there + b
        yield from zip(range(start, start + length), range(other, other + length), strict=True)
        here, there = start + length, other + length


def aligned(first: Sequence[Any], second: Sequence[Any]) -> Places:
    """Yield the places of two rows of keys, each beside its equal; what has none stands alone.

    Between two pairs of equals, what is left on both sides is paired in order.
    """
    for _kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield from zip_longest(range(a, b), range(c, d))


def prefixed(html: str, prefix: str) -> str:
    """Return HTML whose ids, and what refers to them, begin with `prefix`."""
    return _TAG.sub(lambda tag: _NAMES.sub(rf"\1{prefix}", tag[0]), html)
