"""What was written, read again: every link between files leads to a file, and to its place."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from parvis.delivery.export.links import ids_of, links_of

TOP = {"", "top"}
REMEMBERED = 200  # files whose places are asked for: a page’s own, a glossary’s by many


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
    ids = lru_cache(REMEMBERED)(lambda file: ids_of(_read(folder / file)))
    for page in files:
        if not page.endswith(".html"):
            continue
        for link in _links(folder / page):
            file, fragment = _target(page, link, root)
            if file not in files:
                found.append(Broken(page, link, file))
            elif fragment not in TOP and file.endswith(".html") and fragment not in ids(file):
                found.append(Broken(page, link, file, is_fragment=True))
    return sorted(set(found))


def _links(path: Path) -> list[str]:
    """Return the links of a file that stay within the export."""
    return [
        link.address
        for link in links_of(_read(path), "\0")
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
