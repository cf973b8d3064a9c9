"""Our own `:::` directives, and `<details>`, as blocks."""

from html import escape

from bs4 import Tag

from blog.exchange.body import Body
from blog.exchange.media import embed, media_of
from blog.exchange.richtext import blocks, is_safe, plain

KINDS = {"note", "tip", "important", "warning"}
MAX_BUTTONS = 4


def accordion(title: str, node: Tag, body: Body) -> None:
    """Add a title that opens on its text; without one of the two, plain text."""
    words = blocks(node)
    if title and words:
        body.add("accordion", {"items": [{"title": body.cut(title, 255, "title"), "text": words}]})
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
            title = body.cut(title, 255, "title")
            body.add("callout", {"kind": kind, "title": title, "text": words})
        elif title:
            body.add("text", f"<p><b>{escape(title, quote=False)}</b></p>")
        media_of(node, body)
    elif kind == "details":
        accordion(title, node, body)
    elif kind == "embed":
        embed(url, title, plain(node), body)
    elif kind == "document":
        _document(url, title, plain(node), body)
    elif kind == "buttons":
        _buttons(node, body)


def _document(url: str, title: str, note: str, body: Body) -> None:
    key = body.files.document(url, title)
    if key is None:
        body.say(f"document not found: {url[:200]}")
        words = [title or (url if is_safe(url) else ""), note]
        lines = "".join(f"<p>{escape(line, quote=False)}</p>" for line in words if line)
        body.add("text", lines)
        return
    title, note = body.cut(title, 255, "title"), body.cut(note, 500, "note of a document")
    body.add("document", {"document": key, "title": title, "note": note})


def _buttons(node: Tag, body: Body) -> None:
    buttons = []
    for item in node.find_all("li"):
        link = item.find("a", href=True)
        if link is None or not str(link["href"]).startswith(("http://", "https://")):
            body.say(f"button without an absolute address left out: {plain(item)[:80]}")
            continue
        after = item.get_text().replace(link.get_text(), "")
        buttons.append(
            {
                "label": body.cut(plain(link), 80, "label of a button"),
                "page": None,
                "url": str(link["href"]),
                "is_secondary": "{.secondary}" in after,
            }
        )
    for start in range(0, len(buttons), MAX_BUTTONS):
        body.add("buttons", {"buttons": buttons[start : start + MAX_BUTTONS]})
