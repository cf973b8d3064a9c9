"""Safe HTML to what our text blocks hold: the features in `parvis.pages.blocks.text`, no more."""

import re
from html import escape
from urllib.parse import quote, urlsplit

from bs4 import NavigableString, PageElement, Tag

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
        return f"<p><code>{escape(node.get_text().strip())}</code></p>"
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
    if node.name in RENAMED and words.strip():
        name = RENAMED[node.name]
        return f"<{name}>{words}</{name}>"
    if node.name in PARAGRAPHS or node.name == "li":
        return f"{words} "
    return words


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
    items = []
    for item in node.find_all("li", recursive=False):
        own: list[str] = []
        nested: list[str] = []
        for child in item.children:
            if isinstance(child, Tag) and child.name in {"ul", "ol"}:
                nested.append(_list(child))
            elif isinstance(child, Tag) and child.name in {*PARAGRAPHS, "pre", "blockquote"}:
                words = (
                    f"<code>{escape(child.get_text().strip())}</code>"
                    if child.name == "pre"
                    else inline(child)
                )
                own.append(("<br/>" if "".join(own).strip() else "") + words)
            else:
                own.append(_inline(child))
        words = _tidy("".join(own))
        if _has_words(words) or nested:
            items.append(f"<li>{words}{''.join(nested)}</li>")
    return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""


def _tidy(words: str) -> str:
    words = re.sub(r"[ \t\n]+", " ", words)
    return (
        re.sub(r"\s*<br/>\s*", "<br/>", words).removesuffix("<br/>").removeprefix("<br/>").strip()
    )


def _has_words(words: str) -> bool:
    return bool(re.sub(r"<[^>]+>|\s", "", words))
