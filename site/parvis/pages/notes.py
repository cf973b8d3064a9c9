"""Calls of footnotes: links to `#note-<mark>` in the text, and the way back from the note."""

import re

from django.utils.safestring import SafeString, mark_safe

_CALL = re.compile(r'<a href="#note-([^"]+)"([^>]*)>')
_BACK = re.compile(r'\s*<a [^>]*href="#call-([^"]+)"[^>]*>.*?</a>', re.S)


def link_notes(html: str) -> SafeString:
    """Return a body's HTML with each call announced as one and the first of each mark named.

    A note leads back to the first call of its mark; a note that nothing calls (a source in a list
    of references) loses the way back, which would lead nowhere.
    """
    called: set[str] = set()

    def call(match: re.Match[str]) -> str:
        mark, rest = match.groups()
        name = "" if mark in called else f' id="call-{mark}"'
        called.add(mark)
        return f'<a href="#note-{mark}"{name} role="doc-noteref"{rest}>'

    linked = _CALL.sub(call, html)
    linked = _BACK.sub(lambda back: back[0] if back[1] in called else "", linked)
    return mark_safe(linked)  # noqa: S308 (safe HTML in, the same with attributes out)
