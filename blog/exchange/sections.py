"""The names under which the sections of a text may be linked to, and the links to them."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from bs4 import Tag
from django.utils.text import slugify

# Written at the end of a heading: `{#name}` (Hugo, Pandoc), `{: #name .class}` (kramdown).
WRITTEN = re.compile(r"\s*\{:?\s*(?:[.\w-]+\s+)*#([^\s{}]+)[^{}]*\}\s*$")
LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
MAX_LENGTH = 80  # of a heading's anchor


@dataclass
class Sections:
    """The anchors of a text's headings, each with all the names that lead to it."""

    waiting: list[str] = field(default_factory=list)
    missing: dict[str, None] = field(default_factory=dict)
    _last: str = "top"  # a browser's own name for the head of the page
    _anchors: dict[str, str] = field(default_factory=dict)
    _fallbacks: dict[str, str] = field(default_factory=dict)

    def name(self, node: Tag, words: str) -> tuple[str, str]:
        """Return a heading's words without the name written in them, and its anchor.

        The anchor is the name the author gave, else the one a generator would have made of the
        words, so that links from elsewhere go on leading to it.
        """
        given = [str(node["id"])] if node.get("id") else []
        if match := WRITTEN.search(words):
            given.append(match[1])
            words = words[: match.start()]
        given += names_in(node) + self.waiting
        self.waiting = []
        wanted = next((kept for name in given if (kept := _kept(name))), "")
        made = _as_generators_do(words)
        glued = _as_generators_do(WRITTEN.sub("", " ".join(node.get_text().split())))
        wanted = wanted or _kept(made) or "section"
        anchor, number = wanted, 1
        while anchor in self._anchors.values():
            # As GitHub, Hugo and Eleventy number what is repeated.
            anchor, number = f"{wanted[: MAX_LENGTH - 4]}-{number}", number + 1
        for name in [anchor, *given]:
            self._anchors.setdefault(name, anchor)
        for name in (made, glued, slugify(words), anchor.lower(), slugify(anchor)):
            self._fallbacks.setdefault(name, anchor)
        self._last = anchor
        return words, anchor

    def settle(self) -> None:
        """Let what was named and is no heading be found at the heading above it."""
        for name in self.waiting:
            self._anchors.setdefault(name, self._last)
        self.waiting = []

    def find(self, name: str) -> str | None:
        """Return the anchor a name leads to, or None."""
        for tried in (name, unquote(name)):
            for known in (self._anchors, self._fallbacks):
                if tried in known:
                    return known[tried]
        return self._fallbacks.get(unquote(name).lower().strip("-"))

    def resolve(self, html: str) -> str:
        """Point each link to a section at its anchor.

        Of one that leads nowhere the words stay, and `missing` keeps the name.
        """

        def replace(match: re.Match[str]) -> str:
            name = unescape(match[1])
            if name == "top" or name.startswith("note-"):
                return match[0]
            anchor = self.find(name)
            if anchor is None:
                self.missing[f"#{name[:80]}"] = None
                return match[2]
            return f'<a href="#{escape(anchor)}">{match[2]}</a>'

        return LINK.sub(replace, html)


def names_in(node: Tag) -> list[str]:
    """Return the names of places given inside a node, as by `<a id="…">`."""
    return [str(place["id"]) for place in node.find_all(id=True)]


def _kept(name: str) -> str:
    """Return a name as an anchor can be, or nothing."""
    name = name.strip()[:MAX_LENGTH]
    return name if re.fullmatch(r"\w[\w.:-]*", name) else slugify(name)


def _as_generators_do(words: str) -> str:
    """Return the name GitHub, Hugo and most generators give a heading of these words."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-").strip("-")
