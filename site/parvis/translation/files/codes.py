"""Inline marks as the numbered codes of translators’ files, and back.

A passage is HTML with inline marks only: `Un <a id="a1">lien</a>`. In a file each mark becomes a
code that tools keep as it is. Its number is its place in the source, so that what a code stands
for is read from our own source and never from the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS, StringValue

# Marks without an inside.
EMPTY = {"br"}
# How a file names a code that the source has not: a translator added it, in the admin.
_ADDED = re.compile(r"x-html-([a-z]+)(?:-([\w-]+))?")


class Kind(Enum):
    """What a code does at its place."""

    OPENS = "opens"
    CLOSES = "closes"
    STANDS = "stands"


@dataclass(frozen=True)
class Mark:
    """An inline mark: its tag, and the id that stands for a link’s address."""

    tag: str
    link: str = ""

    @property
    def name(self) -> str:
        """The mark as a person writes it."""
        return f'<{self.tag} id="{self.link}">' if self.link else f"<{self.tag}>"


@dataclass(frozen=True)
class Code:
    """The beginning, the end or the place of a mark; `ctype` is what the file calls it."""

    kind: Kind
    number: str
    ctype: str = field(default="", compare=False)

    @property
    def added(self) -> Mark | None:
        """The mark, where the name of the code says it in full."""
        found = _ADDED.fullmatch(self.ctype)
        return Mark(found[1], found[2] or "") if found else None


Fragment = Sequence[str | Code]


class BrokenCodesError(ValueError):
    """The codes of a passage make no HTML. Its text is for the person who sent the file."""


def canonical(html: str) -> str:
    """Return the HTML as wagtail-localize stores it; raise ValueError for what it refuses."""
    try:
        cleaned: str = StringValue.from_translated_html(html).data
    except RecursionError as error:
        raise BrokenCodesError(_("There are far too many marks.")) from error
    return cleaned


def marks_of(html: str) -> list[Mark]:
    """Return the marks in the order in which they open: the first is the code “1”."""
    return [_mark(element) for element in BeautifulSoup(html, "html.parser").find_all(True)]


def fragment_of(html: str, source: str) -> list[str | Code]:
    """Return the HTML with codes in place of marks, numbered by those of the source."""
    free = [(mark, str(number)) for number, mark in enumerate(marks_of(source), 1)]
    fragment: list[str | Code] = []
    extra = 0

    def walk(parent: Tag) -> None:
        nonlocal extra
        for child in parent.children:
            if isinstance(child, NavigableString):
                fragment.append(str(child))
            elif isinstance(child, Tag):
                mark = _mark(child)
                found = next((pair for pair in free if pair[0] == mark), None)
                if found:
                    free.remove(found)
                    number, ctype = found[1], ""
                else:
                    extra += 1
                    number = f"added{extra}"
                    ctype = "-".join(filter(None, ["x-html", mark.tag, mark.link]))
                if mark.tag in EMPTY:
                    fragment.append(Code(Kind.STANDS, number, ctype))
                    continue
                fragment.append(Code(Kind.OPENS, number, ctype))
                walk(child)
                fragment.append(Code(Kind.CLOSES, number, ctype))

    walk(BeautifulSoup(html, "html.parser"))
    return fragment


def html_of(fragment: Fragment, source: str) -> str:
    """Return the HTML of a fragment; raise BrokenCodesError where its codes make none."""
    known = {str(number): mark for number, mark in enumerate(marks_of(source), 1)}
    opened: list[str] = []
    seen: set[str] = set()
    html = []
    for part in fragment:
        if isinstance(part, str):
            html.append(part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
            continue
        mark = known.get(part.number) or part.added
        if mark is None or mark.tag not in INLINE_TAGS:
            raise BrokenCodesError(_("The code “%s” is not in the source.") % part.number)
        if part.kind == Kind.CLOSES:
            if not opened or opened.pop() != part.number:
                raise BrokenCodesError(_("The code “%s” is closed in the wrong place.") % mark.name)
            html.append(f"</{mark.tag}>")
            continue
        if part.number in seen:
            raise BrokenCodesError(_("The code “%s” is there twice.") % mark.name)
        if (part.kind == Kind.STANDS) != (mark.tag in EMPTY):
            raise BrokenCodesError(_("The code “%s” has lost its beginning or end.") % mark.name)
        seen.add(part.number)
        html.append(mark.name)
        if part.kind == Kind.OPENS:
            opened.append(part.number)
    if opened:
        raise BrokenCodesError(_("The code “%s” is never closed.") % opened[-1])
    return canonical("".join(html))


def text_of(html: str) -> str:
    """Return the passage as it is read, without marks."""
    text: str = StringValue(html).render_text()
    return text


def _mark(element: Tag) -> Mark:
    return Mark(element.name, str(element.get("id", "")))
