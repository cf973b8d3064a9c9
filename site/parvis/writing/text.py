"""Rich text as words: its paragraphs, its links, its emphasis."""

import re
from dataclasses import dataclass
from html import unescape

_BLOCK = re.compile(r"<(p|li|h[1-6]|blockquote)\b[^>]*>(.*?)(?=</\1>|<(?:ul|ol)\b)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(href|linktype|id)=\"([^\"]*)\"")
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """A link inside a text: its words, and an address or what it points at."""

    text: str
    target: str


def plain(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return " ".join(unescape(_TAG.sub("", html.replace("<br/>", " "))).split())


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs and the items of lists as HTML; a text without any is one."""
    found = [match[2] for match in _BLOCK.finditer(html)]
    return found or ([html] if html.strip() else [])


def without_code(html: str) -> str:
    """Return HTML without its code, which is nobody’s language."""
    return _CODE.sub(" ", html)


def links(html: str) -> list[Link]:
    """Return the links of a text, in order."""
    found = []
    for attributes, inner in _LINK.findall(html):
        given = dict(_ATTRIBUTE.findall(attributes))
        target = given.get("href") or f"{given.get('linktype', '')} {given.get('id', '')}".strip()
        found.append(Link(plain(inner), unescape(target)))
    return found
