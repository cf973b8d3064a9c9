"""Which files a folder holds, in which language each is, and which are translations of another."""

import re
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blog.exchange.frontmatter import first, text_of

ENDINGS = {".md", ".markdown", ".mdown"}
IGNORED = {"node_modules", "readme.md", "license.md", "contributing.md", "changelog.md"}
NAMESPACE = uuid.UUID("7c3f9ad1-6a2e-5a1f-9c5b-2f0f1b6f7a10")
DATED = re.compile(r"^(\d{4}-\d\d-\d\d)-(.+)$")


@dataclass(frozen=True)
class Place:
    """A file to import: its path, the same below the folder, and the folder."""

    path: Path
    relative: str
    root: Path

    @property
    def identity(self) -> str:
        """What the article remembers of its file: the folder's name and the path below it."""
        return f"{self.root.name}/{self.relative}"


def find_files(path: Path) -> list[Place]:
    """Return the Markdown files of a folder (or the one file given), in the order of their paths.

    Links that lead out of the folder are not followed.
    """
    if path.is_file():
        return [Place(path, path.name, path.parent.resolve())]
    root = path.resolve()
    found = []
    for candidate in sorted(root.rglob("*")):
        parts = candidate.relative_to(root).parts
        below = parts[1:] if parts[0].lower() in {"_posts", "_drafts"} else parts
        if any(part.startswith((".", "_")) or part.lower() in IGNORED for part in below):
            continue
        if candidate.suffix.lower() not in ENDINGS or not candidate.is_file():
            continue
        if candidate.resolve().is_relative_to(root):
            found.append(Place(candidate, "/".join(parts), root))
    return found


def language_of(place: Place, meta: dict[str, Any], known: list[str], default: str) -> str:
    """Return the language a file is in: its front matter, its name, its folders, else `default`."""
    said = text_of(first(meta, "lang", "locale", "language")).lower().replace("_", "-")
    suffix = _name_parts(place)[1]
    folders = [part.lower() for part in place.relative.split("/")[:-1]]
    for candidate in (said, said.split("-")[0], suffix, *folders):
        if candidate in known:
            return candidate
    return default


def pair_key(place: Place, meta: dict[str, Any], known: list[str]) -> str:
    """Return what a file shares with its translations; the same for both sides of a pair."""
    if said := text_of(first(meta, "translationKey", "translation_key", "ref", "translation_id")):
        return f"key:{said}"
    *folders, _file = place.relative.split("/")
    neutral = [part for part in folders if part.lower() not in known]
    stem, _suffix = _name_parts(place, known)
    return "path:" + "/".join([*neutral, stem])


def key_of(root: Path, pair: str) -> uuid.UUID:
    """Return the translation key of a pair, the same at every import."""
    return uuid.uuid5(NAMESPACE, f"{root.name}|{pair}")


def slug_source(place: Place) -> str:
    """Return the words a slug is made from: the file's name, or its folder's for an index."""
    stem = _name_parts(place)[0]
    if stem.lower() in {"index", "_index"} and "/" in place.relative:
        stem = place.relative.split("/")[-2]
    return match[2] if (match := DATED.match(stem)) else stem


def date_in_name(place: Place) -> str:
    """Return the date a Jekyll file's name begins with, or nothing."""
    match = DATED.match(place.path.stem)
    return match[1] if match else ""


def repeated(pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the (pair, language) that more than one file claims: none of them can be trusted."""
    return {claim for claim, times in Counter(pairs).items() if times > 1}


def _name_parts(place: Place, known: list[str] | None = None) -> tuple[str, str]:
    """Split `post.fr` into `post` and `fr`; a dot that no language follows stays in the name."""
    stem, dot, suffix = place.path.stem.rpartition(".")
    if dot and re.fullmatch(r"[a-z]{2}", suffix) and (known is None or suffix in known):
        return stem, suffix
    return place.path.stem, ""
