"""What the blocks of a stream may hold."""

from typing import Any

from wagtail.blocks import ListBlock, StreamBlock, StructBlock

_KNOWN = "_parvis_types_with"


def types_with(stream: StreamBlock, kind: type) -> frozenset[str]:
    """Return the names of a stream’s blocks that are of a kind, or have one inside."""
    known: dict[type, frozenset[str]] = stream.__dict__.setdefault(_KNOWN, {})
    if kind not in known:
        blocks = stream.child_blocks.items()
        known[kind] = frozenset(name for name, block in blocks if _has(block, kind))
    return known[kind]


def _has(block: Any, kind: type) -> bool:
    if isinstance(block, kind):
        return True
    if isinstance(block, ListBlock):
        return _has(block.child_block, kind)
    if isinstance(block, StreamBlock | StructBlock):
        return any(_has(child, kind) for child in block.child_blocks.values())
    return False
