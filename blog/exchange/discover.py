"""Which files a folder holds, in which language each is, and which are translations of another."""

import re
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blog.exchange.frontmatter import first, text_of

ENDINGS = {".md", ".markdown", ".mdown"}
# What a repository says of itself: no article, unless its front matter gives it a title.
ABOUT = re.compile(
    r"(readme|licen[sc]es?|copying|contributing|contributors|code[_-]of[_-]conduct|security|support"
    r"|governance|maintainers|authors|changelog|changes|history|notice|pull_request_template"
    r"|issue_template)(\..+)?",
    re.IGNORECASE,
)
# `LICENSE-MIT`; in small letters it may be an article's name.
ABOUT_IN_CAPITALS = re.compile(r"(README|LICEN[SC]E|COPYING|CONTRIBUTING|CHANGELOG)[-_].+")
NAMESPACE = uuid.UUID("7c3f9ad1-6a2e-5a1f-9c5b-2f0f1b6f7a10")
DATED = re.compile(r"^(\d{4}-\d\d-\d\d)-(.+)$")


@dataclass(frozen=True)
class Place:
    """A file to import: its path, the same below the folder, and the folder."""

    path: Path
    relative: str
    root: Path
    obstacle: str = ""  # why it is not imported, where that is known from its place

    @property
    def identity(self) -> str:
        """What the article remembers of its file: the folder's name and the path below it."""
        return f"{self.root.name}/{self.relative}"


def find_files(path: Path) -> list[Place]:
    """Return the Markdown files of a folder (or the one file given), in the order of their paths.

    Those that are no articles say why. Hidden folders and `node_modules` are not looked into, and
    links that lead out of the folder are not followed.
    """
    if path.is_file():
        return [Place(path, path.name, path.parent.resolve())]
    root = path.resolve()
    found = []
    for candidate in sorted(root.rglob("*")):
        parts = candidate.relative_to(root).parts
        if any(part.startswith(".") or part.lower() == "node_modules" for part in parts):
            continue
        if candidate.suffix.lower() in ENDINGS and candidate.is_file():
            found.append(Place(candidate, "/".join(parts), root, _obstacle(candidate, parts, root)))
    return found


def reason_to_skip(place: Place, meta: dict[str, Any], text: str) -> str:
    """Say why a file is no article, or nothing."""
    if _is_about_the_repository(place) and not text_of(first(meta, "title")):
        return "what a repository says of itself; with a title in its front matter it is an article"
    if (
        str(first(meta, "eleventyExcludeFromCollections") or "").lower() == "true"
        and not text.strip()
    ):
        return "a page of the generator’s own, without text"
    if place.path.stem.lower() in {"index", "_index"} and not text.strip():
        return "a list made by the generator, without text of its own"
    if not text.strip() and not text_of(first(meta, "title")):
        return "no text and no title"
    return ""


def _obstacle(path: Path, parts: tuple[str, ...], root: Path) -> str:
    """Say why a file's place makes it no article, or nothing."""
    if any(part.startswith("_") and part.lower() not in {"_posts", "_drafts"} for part in parts):
        return "in a folder, or under a name, that generators keep to themselves"
    if any(part.lower() in {"licenses", "licences"} for part in parts[:-1]):
        return "the text of a licence"
    if not path.resolve().is_relative_to(root):
        return "a link that leads out of the folder"
    return ""


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


def _is_about_the_repository(place: Place) -> bool:
    """Say whether a file is named as a repository names what it says of itself."""
    stem = place.path.stem
    return bool(ABOUT.fullmatch(stem) or ABOUT_IN_CAPITALS.fullmatch(stem))
