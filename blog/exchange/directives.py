"""Our own `:::` directives, and `<details>`, as blocks."""

from html import escape

from bs4 import Tag

from blog.exchange.body import Body
from blog.exchange.media import embed, media_of
from blog.exchange.richtext import blocks, is_safe

KINDS = {"note", "tip", "important", "warning"}


def accordion(title: str, node: Tag, body: Body) -> None:
    """Add a title that opens on its text; without one of the two, plain text."""
    words = blocks(node)
    if title and words:
        body.add("accordion", {"items": [{"title": title[:255], "text": words}]})
    else:
        body.add("text", (f"<p><b>{escape(title, quote=False)}</b></p>" if title else "") + words)
    media_of(node, body)


def directive(node: Tag, body: Body) -> None:
    """Add what a `:::` of ours stands for."""
    kind, title, url = (
        str(node.get(f"data-{name}") or "") for name in ("directive", "title", "url")
    )
    if kind in KINDS:
        words = blocks(node)
        if words:
            body.add("callout", {"kind": kind, "title": title[:255], "text": words})
        media_of(node, body)
    elif kind == "details":
        accordion(title, node, body)
    elif kind == "embed":
        embed(url, title, " ".join(node.get_text().split()), body)
    elif kind == "document":
        _document(url, title, " ".join(node.get_text().split()), body)
    elif kind == "buttons":
        _buttons(node, body)


def _document(url: str, title: str, note: str, body: Body) -> None:
    key = body.files.document(url, title)
    if key is None:
        body.say(f"document not found: {url[:200]}")
        body.add("text", f"<p>{escape(title or url, quote=False)}</p>" if is_safe(url) else "")
        return
    body.add("document", {"document": key, "title": title[:255], "note": note[:500]})


def _buttons(node: Tag, body: Body) -> None:
    buttons = []
    for item in node.find_all("li"):
        link = item.find("a", href=True)
        if link is None or not str(link["href"]).startswith(("http://", "https://")):
            body.say(f"button without an absolute address left out: {item.get_text()[:80]}")
            continue
        after = item.get_text().replace(link.get_text(), "")
        buttons.append(
            {
                "label": " ".join(link.get_text().split())[:80],
                "page": None,
                "url": str(link["href"]),
                "is_secondary": "{.secondary}" in after,
            }
        )
    if buttons:
        body.add("buttons", {"buttons": buttons[:4]})
