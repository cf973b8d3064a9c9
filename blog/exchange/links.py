"""Links between imported files: to the page a file became."""

import re
from collections.abc import Callable
from html import unescape
from posixpath import normpath
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
# From an address to the attributes of a link of Wagtail's: ("page", 12), ("document", 3).
Target = Callable[[str], tuple[str, int] | None]


def resolve_links(html: str, target: Target, say: Callable[[str], None]) -> str:
    """Point each internal link of a rich text at its page.

    `target(href)` gives a page or document, or None: of a link that leads nowhere, the words stay.
    External addresses and anchors are left as they are.
    """

    def replace(match: re.Match[str]) -> str:
        href = unescape(match[1])
        if is_external(href) or href.startswith("#"):
            return match[0]
        found = target(href)
        if found is not None:
            if "#" in href:
                say(f"link to a section leads to the head of its page: {href[:200]}")
            return f'<a linktype="{found[0]}" id="{found[1]}">{match[2]}</a>'
        say(f"link to nothing known left out: {href[:200]}")
        return match[2]

    return LINK.sub(replace, html)


def is_external(href: str) -> bool:
    """Say whether an address leads out of the imported folder."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return True
    return parts.scheme in {"http", "https", "mailto", "tel"} or bool(parts.netloc)


def candidates(href: str, relative: str) -> list[str]:
    """Return the names under which the target of `href`, found in file `relative`, may be known.

    Names are paths below the folder without ending or slashes: a file's own, or its address's.
    """
    path = unquote(urlsplit(href).path)
    folder = relative.rpartition("/")[0]
    names = []
    for base in ("", folder, relative.rpartition(".")[0]):
        joined = path if path.startswith("/") else f"{base}/{path}"
        names.append(plain_name(normpath(joined.lstrip("/") or ".")))
    return list(dict.fromkeys(name for name in names if name not in {"", "."}))


def plain_name(path: str) -> str:
    """Return a path without slashes around it, without ending and without a final `index`."""
    name = re.sub(r"\.(md|markdown|html?)$", "", path.strip("/"), flags=re.IGNORECASE)
    return re.sub(r"(^|/)_?index$", "", name).strip("/").lower()
