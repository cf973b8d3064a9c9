"""Pictures and frames in a text."""

from html import escape

from bs4 import Tag

from blog.exchange.body import Body
from parvis.pages.blocks.embed import PROVIDERS


def media_of(node: Tag, body: Body) -> None:
    """Add the pictures and frames inside a node as blocks of their own."""
    for found in node.find_all(["img", "iframe"]):
        (image if found.name == "img" else frame)(found, body)


def image(node: Tag, body: Body, caption: str = "") -> None:
    """Add a picture that is in the folder; of a missing one, keep the words."""
    src, alt = str(node.get("src") or ""), " ".join(str(node.get("alt") or "").split())
    key = body.files.picture(src)
    if key is None:
        body.say(f"image not found: {src[:200]}")
        if alt:
            body.add("text", f"<p><i>{escape(alt, quote=False)}</i></p>")
        return
    body.add(
        "image",
        {
            "picture": {"image": key, "alt_text": alt[:255], "decorative": not alt},
            "caption": (caption or str(node.get("title") or ""))[:500],
            "credit": "",
        },
    )


def frame(node: Tag, body: Body) -> None:
    """Add another site's frame as an embed."""
    src = str(node.get("src") or "")
    embed(src, str(node.get("title") or ""), "", body)


def embed(url: str, title: str, caption: str, body: Body) -> None:
    """Add an embed; only http and https addresses pass."""
    url = f"https:{url}" if url.startswith("//") else url
    if not url.startswith(("https://", "http://")):
        body.say(f"frame left out: {url[:200] or 'no address'}")
        return
    if not any(provider.address.match(url) for provider in PROVIDERS):
        body.say(f"frame of an unknown site kept as a link: {url[:200]}")
    body.add("embed", {"url": url, "title": (title or url)[:255], "caption": caption[:500]})
