"""Fragments in XML: codes as elements, and the elements of both XLIFFs as codes."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from parvis.translation.files.codes import BrokenCodesError, Code, Fragment, Kind
from parvis.translation.files.document import NO_XML, local_name

# Pairs around words, and what tools turn such pairs into.
_PAIRS = {"g", "pc"}
_BEGINNINGS, _ENDS = {"bpt", "bx", "sc"}, {"ept", "ex", "ec"}
_POINTS = {"x", "ph"}
# Remarks of tools, around words or between them; they say nothing of the text.
_TRANSPARENT, _SILENT = {"mrk"}, {"sm", "em"}


def fill(parent: Any, fragment: Fragment, add: Callable[[Any, Code], Any]) -> None:
    """Put a fragment into an lxml element; `add` makes the element of a code in the one given."""
    place = parent
    for part in fragment:
        if isinstance(part, str):
            append(place, NO_XML.sub("", part))
        elif part.kind == Kind.CLOSES:
            place = place.getparent()
        else:
            made = add(place, part)
            place = made if part.kind == Kind.OPENS else place


def append(place: Any, text: str) -> None:
    """Put words at the end of what an lxml element holds."""
    if len(place):
        place[-1].tail = (place[-1].tail or "") + text
    else:
        place.text = (place.text or "") + text


def fragment_in(*elements: Any) -> list[str | Code]:
    """Return what elements hold, one after the other; raise BrokenCodesError for what is no code.

    Not recursive: files may be nested to no end.
    """
    parts: list[str | Code] = []
    numbers: dict[str, str] = {}  # what an end refers to, and the code it is the end of
    todo = [part for element in reversed(elements) for part in reversed(_inside(element))]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            if parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part:
                parts.append(part)
        elif isinstance(part, Code):
            parts.append(part)
        else:
            todo.extend(reversed(_of_element(part, numbers)))
    return parts


def _of_element(element: Any, numbers: dict[str, str]) -> list[Any]:
    name, number = local_name(element), element.get("id", "")
    ctype = element.get("ctype") or element.get("subType", "").replace("html:", "x-html-")
    if name in _PAIRS:
        opens, closes = Code(Kind.OPENS, number, ctype), Code(Kind.CLOSES, number, ctype)
        return [opens, *_inside(element), closes]
    if name in _POINTS:
        return [Code(Kind.STANDS, number, ctype)]
    if name in _BEGINNINGS:
        numbers[element.get("rid") or number] = number
        return [Code(Kind.OPENS, number, ctype)]
    if name in _ENDS:
        refers = element.get("rid") or element.get("startRef") or number
        return [Code(Kind.CLOSES, numbers.get(refers, refers), ctype)]
    if name in _TRANSPARENT:
        return _inside(element)
    if name in _SILENT:
        return []
    raise BrokenCodesError(_("There is a code of an unknown kind: <%s>.") % name)


def _inside(element: Any) -> list[Any]:
    parts = [element.text or ""]
    for each in element:
        parts += [each, each.tail or ""]
    return parts
