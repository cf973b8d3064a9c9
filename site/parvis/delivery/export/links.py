"""The addresses in a page and in a stylesheet: found, and replaced where they stand.

Everything else stays as it is, byte by byte: a page is not parsed and written anew.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# What is inside is no HTML.
RAW = "script|style|textarea|title"
ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^'">])*+"""
TOKEN = re.compile(
    rf"<!--.*?-->"
    rf"|<(?P<raw>{RAW})\b(?P<raw_attributes>{ATTRIBUTES})>(?P<text>.*?)(?=</(?P=raw)\b)"
    rf"|<(?P<name>[a-z][^\s/>]*)(?P<attributes>{ATTRIBUTES})>",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"""(?P<space>\s)(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
)
LINKS = {"href", "src", "poster", "action", "formaction", "xlink:href", "data", "cite"}
SETS = {"srcset", "imagesrcset"}
# Scripts ask there for what a file cannot answer.
ASKED_BY_SCRIPTS = {"data-suggestions"}
# Attributes without any of these letters lead nowhere: most elements have no others.
LEADING = re.compile(
    "|".join(map(re.escape, sorted({*LINKS, *SETS, *ASKED_BY_SCRIPTS, "style", "content"}))),
    re.IGNORECASE,
)
# Of these, programs are told the public address.
TOLD = {"canonical", "alternate"}
SHARED = {"og:image", "og:url", "og:image:secure_url", "twitter:image"}
CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<link>[^\s,]\S*?)(?P<after>,?(?:\s[^,]*)?(?:,|$))")
REFRESH = re.compile(r"(?P<before>\s*\d+\s*;\s*url\s*=\s*)(?P<link>.+)", re.IGNORECASE)
CSS = re.compile(
    r"""url\(\s*(?P<quote>["']?)(?P<url>[^"')]+)(?P=quote)\s*\)"""
    r"""|@import\s+(?P<mark>["'])(?P<file>[^"']+)(?P=mark)""",
    re.IGNORECASE,
)
ID = re.compile(r"""\sid\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""", re.IGNORECASE)

Place = Callable[[str], str]
Attributes = dict[str, str]


@dataclass(frozen=True)
class Link:
    """An address in a page; `is_told` where it stays public, for programs."""

    address: str
    is_told: bool = False


def links_of(page: str, base: str) -> Iterator[Link]:
    """Yield every address in a page; of what is told in JSON-LD, those at `base`."""
    found: list[Link] = []

    def keep(address: str) -> str:
        found.append(Link(address))
        return address

    told = re.compile(rf"{re.escape(base)}(?:/[^\s\"'\\<>]*)?")
    for token in TOKEN.finditer(page):
        name, attributes = _start(token)
        given = _given(name, attributes)
        _tag(name, attributes, given, keep)
        if address := _told(name, given):
            found.append(Link(address, is_told=True))
        if name == "style":
            found += css_links(token["text"])
        if name == "script" and given.get("type") == "application/ld+json":
            found += [Link(address, is_told=True) for address in told.findall(token["text"])]
        yield from found
        found.clear()


def placed(page: str, place: Place, is_plain_script: Callable[[str], bool]) -> str:
    """Return a page whose addresses are what `place` makes of them.

    A browser runs no module from a disk: a script that neither imports nor exports is called as
    one that waits for the page, which a module does too.
    """

    def replaced(token: re.Match[str]) -> str:
        name, attributes = _start(token)
        if not name:
            return token[0]
        given = _given(name, attributes)
        changed = _tag(name, attributes, given, place)
        source = given.get("src", "") if name == "script" else ""
        if source and given.get("type") == "module" and is_plain_script(source):
            changed = re.sub(r"""type=(["']?)module\1""", "defer", changed)
        text = token["text"] or ""
        text = css_placed(text, place) if name == "style" else text
        return f"<{token['raw'] or token['name']}{changed}>{text}"

    return TOKEN.sub(replaced, page)


def css_links(text: str) -> list[Link]:
    """Return every address in a stylesheet."""
    return [Link((found["url"] or found["file"]).strip()) for found in CSS.finditer(text)]


def css_placed(text: str, place: Place) -> str:
    """Return a stylesheet whose addresses are what `place` makes of them."""

    def replaced(found: re.Match[str]) -> str:
        if found["file"]:
            return f'@import "{place(found["file"])}"'
        link = found["url"].strip()
        made = place(link)
        return found[0] if made == link else f'url("{made}")'

    return CSS.sub(replaced, text)


def ids_of(page: str) -> set[str]:
    """Return what a fragment may lead to."""
    return {
        _value(found[1])
        for token in TOKEN.finditer(page)
        for found in ID.finditer(_start(token)[1])
    }


def _start(token: re.Match[str]) -> tuple[str, str]:
    """Return the name of an element and its attributes as they are written."""
    name = (token["raw"] or token["name"] or "").lower()
    return name, token["raw_attributes"] or token["attributes"] or ""


def _given(name: str, text: str) -> Attributes:
    """Return the attributes of an element; none where it cannot have a link."""
    if name != "script" and not LEADING.search(text):
        return {}
    return {found["name"].lower(): _value(found["value"]) for found in ATTRIBUTE.finditer(text)}


def _value(written: str | None) -> str:
    written = written or ""
    is_quoted = written[:1] in {'"', "'"}
    return html.unescape(written[1:-1] if is_quoted else written)


def _told(name: str, given: Attributes) -> str:
    """Return the address an element tells to programs; empty where it tells none."""
    if name == "link" and _is_told(given):
        return given.get("href", "")
    if name == "meta" and given.get("property", given.get("name", "")) in SHARED:
        return given.get("content", "")
    return ""


def _is_told(given: Attributes) -> bool:
    kinds = set(given.get("rel", "").lower().split())
    return bool(kinds & TOLD) and ("canonical" in kinds or "hreflang" in given)


def _tag(name: str, attributes: str, given: Attributes, place: Place) -> str:
    """Return the attributes of an element with its links replaced."""
    if not given or (name == "link" and _is_told(given)):
        return attributes
    is_refresh = name == "meta" and given.get("http-equiv", "").lower() == "refresh"

    def replaced(found: re.Match[str]) -> str:
        key, value = found["name"].lower(), _value(found["value"])
        if key in ASKED_BY_SCRIPTS:
            return ""
        if not value.strip():
            return found[0]
        made = value
        if key in LINKS:
            made = place(value)
        elif key in SETS and "data:" not in value:
            made = CANDIDATE.sub(lambda one: _candidate(one, place), value)
        elif key == "style":
            made = css_placed(value, place)
        elif key == "content" and is_refresh and (to := REFRESH.fullmatch(value)):
            made = f"{to['before']}{place(to['link'])}"
        if made == value:
            return found[0]
        return f'{found["space"]}{found["name"]}="{html.escape(made, quote=True)}"'

    return ATTRIBUTE.sub(replaced, attributes)


def _candidate(found: re.Match[str], place: Place) -> str:
    return f"{found['before']}{place(found['link'])}{found['after']}"
