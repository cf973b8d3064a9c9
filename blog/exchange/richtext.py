"""Safe HTML to what our text blocks hold: the features in `parvis.pages.blocks.text`, no more."""

import re
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from bs4 import NavigableString, PageElement, Tag

from parvis.pages import foreign

RENAMED = {
    "strong": "b",
    "em": "i",
    "del": "s",
    "b": "b",
    "i": "i",
    "s": "s",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
}
LINES = {"pre", "blockquote", "table"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
PARAGRAPHS = {
    "p",
    "div",
    "section",
    "article",
    "dd",
    "dt",
    "figcaption",
    "summary",
    "td",
    "th",
    *HEADINGS,
}


def inline(node: PageElement | Tag) -> str:
    """Return the content of a node as inline rich text; pictures are left to the caller."""
    return _tidy("".join(_inline(child) for child in getattr(node, "children", [])))


def plain(node: Tag) -> str:
    """Return the words of a node on one line; a line break never glues two of them."""
    return " ".join("".join(_words(child) for child in node.children).split())


def _words(node: PageElement) -> str:
    if isinstance(node, Tag):
        words = "".join(_words(child) for child in node.children)
        return f" {words} " if node.name in {*PARAGRAPHS, *LINES, "br", "li", "tr"} else words
    return str(node) if type(node) is NavigableString else ""


def block(node: Tag) -> str:
    """Return a paragraph, list or rule as rich text; empty ones give nothing."""
    if node.name in {"ul", "ol"}:
        return _list(node)
    if node.name == "hr":
        return "<hr/>"
    words = inline(node)
    return f"<p>{words}</p>" if _has_words(words) else ""


def blocks(node: Tag) -> str:
    """Return everything in a node as rich text, paragraph by paragraph."""
    found: list[str] = []
    run: list[str] = []
    for child in [*node.children, None]:
        if child is None or (
            isinstance(child, Tag)
            and child.name in {*PARAGRAPHS, "ul", "ol", "hr", "blockquote", "pre", "table"}
        ):
            words = _tidy("".join(run))
            if _has_words(words):
                found.append(f"<p>{words}</p>")
            run = []
            if child is not None:
                found.append(_nested(child))
        else:
            run.append(_inline(child))
    return "".join(found)


def _nested(node: Tag) -> str:
    if node.name in {"ul", "ol", "hr", "p"}:
        return block(node)
    if node.name == "pre":
        return f"<p>{_lines(node)}</p>"
    if node.name in HEADINGS:
        words = inline(node)
        return f"<p><b>{words}</b></p>" if words else ""
    if node.name == "table":
        rows = [
            " | ".join(inline(c) for c in row.find_all(["th", "td"])) for row in node.find_all("tr")
        ]
        return "".join(f"<p>{row}</p>" for row in rows)
    return blocks(node)


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return (
            escape(re.sub(r"\s+", " ", str(node)), quote=False)
            if type(node) is NavigableString
            else ""
        )
    if not isinstance(node, Tag) or node.name in {"img", "iframe"}:
        return ""
    if node.name == "br":
        return "<br/>"
    if node.name == "a":
        return _link(node)
    words = "".join(_inline(child) for child in node.children)
    words = _in_its_language(node, words)
    if node.name in RENAMED and words.strip():
        name = RENAMED[node.name]
        return f"<{name}>{words}</{name}>"
    if node.name in {"li", "p"}:
        return f"{words}<br/>"
    return f"{words} " if node.name in PARAGRAPHS else words


def _in_its_language(node: Tag, words: str) -> str:
    """Mark words that the original says are in a language we can mark."""
    code = str(node.get("lang") or "").lower()
    name = foreign.element(code) if code in foreign.languages() else ""
    return f"<{name}>{words}</{name}>" if name and words.strip() else words


def _link(node: Tag) -> str:
    words = "".join(_inline(child) for child in node.children)
    href = str(node.get("href") or "").strip()
    if not words.strip():
        return ""
    if not is_safe(href):
        return words
    return f'<a href="{escape(_encoded(href))}">{words}</a>'


def is_safe(href: str) -> bool:
    """Say whether an address may stand in a link; scripts and data never do."""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return False
    return bool(href) and scheme in {"", "http", "https", "mailto", "tel", "article"}


def _encoded(href: str) -> str:
    return quote(href, safe="%/:=&?~#+!$,;'@()*[]")


def _list(node: Tag) -> str:
    items = _items(node)
    return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""


def _items(node: Tag) -> list[str]:
    """Return the items of a list; what stands in it outside an item becomes one."""
    items: list[str] = []
    for child in node.children:
        if isinstance(child, Tag) and child.name in {"ul", "ol"}:
            items += _items(child)
        elif isinstance(child, Tag) and child.name == "li":
            items += _item(child)
        elif _has_words(words := _tidy(_inline(child))):
            items.append(f"<li>{words}</li>")
    return items


def _item(item: Tag) -> list[str]:
    own: list[str] = []
    nested: list[str] = []
    for child in item.children:
        if isinstance(child, Tag) and child.name in {"ul", "ol"}:
            nested.append(_list(child))
        elif isinstance(child, Tag) and child.name in {*PARAGRAPHS, *LINES}:
            words = _lines(child) if child.name in LINES else inline(child)
            own.append(("<br/>" if "".join(own).strip() else "") + words)
        else:
            own.append(_inline(child))
    words = _tidy("".join(own))
    return [f"<li>{words}{''.join(nested)}</li>"] if _has_words(words) or nested else []


def _lines(node: Tag) -> str:
    """Return code, a quotation or a table inside other text, line by line."""
    if node.name == "pre":
        lines = escape(node.get_text().strip("\n"), quote=False).split("\n")
        # Indentation is part of code, and plain spaces would be run together.
        kept = ["\u00a0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ") for line in lines]
        return f"<code>{'<br/>'.join(kept)}</code>"
    if node.name == "table":
        rows = [
            " | ".join(inline(cell) for cell in row.find_all(["th", "td"]))
            for row in node.find_all("tr")
        ]
        return "<br/>".join(rows)
    paragraphs = [child for child in node.children if isinstance(child, Tag)]
    return "<br/>".join(filter(None, map(inline, paragraphs))) or inline(node)


def _tidy(words: str) -> str:
    words = re.sub(r"[ \t\n]+", " ", words)
    words = re.sub(r"[ \t\n]*<br/>[ \t\n]*", "<br/>", words).strip(" \t\n")
    return re.sub(r"^(<br/>)+|(<br/>)+$", "", words)


def _has_words(words: str) -> bool:
    return bool(re.sub(r"<[^>]+>|\s", "", words))


class Text:
    """One rich text inside raw blocks, to read and to replace."""

    def __init__(self, holder: Any, name: Any) -> None:
        self.holder, self.name = holder, name

    def get(self) -> str:
        """Return the text."""
        return str(self.holder[self.name])

    def set(self, value: str) -> None:
        """Replace the text."""
        self.holder[self.name] = value


def rich_texts(value: Any) -> list[Text]:
    """Return every text with a link in raw blocks; code is left alone."""
    found = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in pairs:
        if isinstance(item, dict | list):
            found += rich_texts(item)
        elif isinstance(item, str) and '<a href="' in item and name not in {"code", "url"}:
            found.append(Text(value, name))
    return found
