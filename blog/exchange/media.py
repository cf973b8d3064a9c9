"""Pictures and frames in a text."""

from html import escape

from bs4 import Tag

from blog.exchange.body import Body
from blog.exchange.richtext import is_safe
from parvis.pages.blocks.embed import PROVIDERS, default_title


def media_of(node: Tag, body: Body) -> None:
    """Add the pictures and frames inside a node as blocks of their own."""
    for found in node.find_all(["img", "iframe"]):
        (image if found.name == "img" else frame)(found, body)


def image(node: Tag, body: Body, caption: str = "") -> bool:
    """Add a picture that is in the folder; return whether it is.

    Of a missing one the words stay; `caption` is then the caller's to keep.
    """
    src, alt = str(node.get("src") or ""), " ".join(str(node.get("alt") or "").split())
    title = " ".join(str(node.get("title") or "").split())
    key = body.files.picture(src, alt)
    if key is None:
        body.say(f"image not found: {src[:200] or 'it has no address'}")
        for words in dict.fromkeys(filter(None, [alt, title])):
            body.add("text", f"<p><i>{escape(words, quote=False)}</i></p>")
        return False
    alt = body.cut(alt, 255, "text alternative")
    if not alt:
        body.say(f"an image has no text alternative: marked as decorative: {src[:200]}")
    body.add(
        "image",
        {
            "picture": {"image": key, "alt_text": alt, "decorative": not alt},
            "caption": body.cut(caption or title, 500, "caption"),
            "credit": "",
        },
    )
    _link_of(node, src, alt, body)
    return True


def _link_of(picture: Tag, src: str, words: str, body: Body) -> None:
    """Add the link a picture stands in, unless it leads to the picture or has words of its own."""
    link = picture.find_parent("a", href=True)
    href = str(link["href"]) if isinstance(link, Tag) else ""
    if link is None or href == src or not is_safe(href) or link.get_text(strip=True):
        return
    words = escape(words or href, quote=False)
    body.add("text", f'<p><a href="{escape(href)}">{words}</a></p>')


def frame(node: Tag, body: Body) -> None:
    """Add another site's frame as an embed."""
    src = str(node.get("src") or "")
    embed(src, str(node.get("title") or ""), "", body)


def embed(url: str, title: str, caption: str, body: Body) -> None:
    """Add an embed; only http and https addresses pass."""
    url = f"https:{url}" if url.startswith("//") else url
    if not url.startswith(("https://", "http://")):
        body.say(f"frame left out: {url[:200] or 'no address'}")
        for words in filter(None, [title, caption]):
            body.add("text", f"<p>{escape(words, quote=False)}</p>")
        return
    if not any(provider.address.match(url) for provider in PROVIDERS):
        body.say(f"frame of an unknown site kept as a link: {url[:200]}")
    title = body.cut(title, 255, "title") or default_title(url)
    body.add("embed", {"url": url, "title": title, "caption": body.cut(caption, 500, "caption")})
