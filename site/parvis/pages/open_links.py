"""Links whose addresses are left open in a text, and filled in later: pages move, texts stay."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.rich_text import features

_OPEN = re.compile(r'<a linktype="(page|document)" id="(\d+)">')
_is_left_open: ContextVar[bool] = ContextVar("links_left_open", default=False)


@contextmanager
def left_open() -> Iterator[None]:
    """Leave it open, for a while, where links to pages and documents lead."""
    token = _is_left_open.set(True)
    try:
        yield
    finally:
        _is_left_open.reset(token)


def are_left_open() -> bool:
    """Whether it is left open where links lead."""
    return _is_left_open.get()


def opening(kind: str, key: int) -> str:
    """Return the tag of a link to a page or a document that is left open."""
    return f'<a linktype="{kind}" id="{key}">'


def filled_in(html: str) -> str:
    """Return HTML with the addresses that the links left open lead to now."""
    found = set(_OPEN.findall(html))
    if not found:
        return html
    tags: dict[tuple[str, str], str] = {}
    for kind, handler in features.get_link_types().items():
        ids = sorted(key for own, key in found if own == kind)
        if ids:
            written = handler.expand_db_attributes_many([{"id": key} for key in ids])
            tags |= {(kind, key): tag for key, tag in zip(ids, written, strict=True)}
    return _OPEN.sub(lambda link: tags[link[1], link[2]], html)
