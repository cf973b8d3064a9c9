"""What was written, read again: every link between files leads to a file, and to its place."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from parvis.delivery.export.links import ids_of, links_of

TOP = {"", "top"}


class Files(Protocol):
    """The names of files, of which there may be many."""

    def __iter__(self) -> Iterator[str]:
        """Give them all."""

    def __contains__(self, file: str) -> bool:
        """Whether there is one of that name."""


@dataclass(frozen=True, order=True)
class Broken:
    """A link of a written page that leads nowhere; `file` is where it would lead."""

    page: str
    link: str
    file: str
    is_fragment: bool = False


def broken_links(folder: Path, files: Files, root: str = "/") -> list[Broken]:
    """Return the broken links of the HTML files among `files`; `root` is where they are served."""
    found: list[Broken] = []
    # Fragments asked of other files, with the pages that ask: a page’s own are looked up at once.
    wanted: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for page in files:
        if not page.endswith(".html"):
            continue
        text, own = _read(folder / page), set()
        for link in _links(text):
            file, fragment = _target(page, link, root)
            if file not in files:
                found.append(Broken(page, link, file))
            elif fragment in TOP or not file.endswith(".html"):
                continue
            elif file == page:
                own.add((page, link))
            else:
                wanted[file].add((page, link))
        found += _misplaced(text, page, own)
    for file, asked in wanted.items():
        found += _misplaced(_read(folder / file), file, asked)
    return sorted(set(found))


def _misplaced(text: str, file: str, asked: set[tuple[str, str]]) -> list[Broken]:
    """Return the links to places in a file, each with its page, that are not in its text."""
    ids = ids_of(text) if asked else frozenset()
    return [
        Broken(page, link, file, is_fragment=True)
        for page, link in asked
        if unquote(urlsplit(link).fragment) not in ids
    ]


def _links(text: str) -> list[str]:
    """Return the links of a page that stay within the export."""
    return [
        link.address
        for link in links_of(text, "\0")
        if not link.is_told and not _is_away(link.address)
    ]


def _is_away(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _target(page: str, link: str, root: str) -> tuple[str, str]:
    """Return the file a link leads to, and the fragment in it."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    if path.startswith("/"):
        file = posixpath.normpath(path.removeprefix(root).lstrip("/") or ".")
    else:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return file, unquote(parts.fragment)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")
