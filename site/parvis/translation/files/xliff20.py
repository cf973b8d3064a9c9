"""XLIFF 2.0, the standard’s newer generation: one pair of languages a document."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from parvis.translation.files.codes import BrokenCodesError, Code, Kind, fragment_of, marks_of
from parvis.translation.files.document import (
    NO_XML,
    PREFIX,
    TOOL,
    Part,
    child,
    children,
    local_name,
    moment_in,
    uuid_in,
)
from parvis.translation.files.inline import fill, fragment_in
from parvis.translation.files.taking import Row
from parvis.translation.files.units import Export, Unit, UnitState

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DONE = {"translated", "reviewed", "final"}
_TYPES = {
    "a": {"type": "link"},
    "b": {"type": "fmt", "subType": "xlf:b"},
    "i": {"type": "fmt", "subType": "xlf:i"},
    "br": {"type": "fmt", "subType": "xlf:lb"},
}


def write(exports: Iterable[Export], file: BinaryIO) -> int:
    """Write the translations, one at a time, and return how many there were.

    Raises ValueError where there is none, or where they are not all of the same two languages.
    """
    rest = iter(exports)
    first = next(rest, None)
    if first is None:
        raise ValueError("An XLIFF 2.0 document holds at least one file.")
    languages = {"srcLang": first.source_language, "trgLang": first.target_language}
    count = 0
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        root = out.element(f"{{{NAMESPACE}}}xliff", languages, {None: NAMESPACE}, version="2.0")
        with root:
            for export in chain([first], rest):
                if [export.source_language, export.target_language] != [*languages.values()]:
                    raise ValueError("An XLIFF 2.0 document has one pair of languages.")
                count += 1
                out.write("\n", _file(export, count))
            out.write("\n")
    return count


def _file(export: Export, number: int) -> Any:
    attributes = {"id": f"f{number}", "original": f"{PREFIX}{export.uuid}"}
    file = etree.Element(_name("file"), attributes, {None: NAMESPACE})
    notes = _add(file, "notes")
    _add(notes, "note", {"category": "title"}, export.title)
    _add(notes, "note", {"category": "tool"}, TOOL)
    _add(notes, "note", {"category": "exported"}, export.made_at.isoformat())
    for unit in export.units:
        _write_unit(file, unit, export.title)
        file[-1].tail = "\n"
    return file


def _write_unit(file: Any, unit: Unit, title: str) -> None:
    label = NO_XML.sub("", unit.place.label)
    element = _add(file, "unit", {"id": unit.key, "name": label, _SPACE: "preserve"})
    _add(_add(element, "notes"), "note", text=f"{title}: {unit.note}")
    is_done = unit.state == UnitState.TRANSLATED
    segment = _add(element, "segment", {"state": "translated" if is_done else "initial"})
    types = {str(n): _type(mark.tag) for n, mark in enumerate(marks_of(unit.source), 1)}

    def add(parent: Any, code: Code) -> Any:
        kind = types.get(code.number) or _type(code.ctype.removeprefix("x-html-"))
        attributes = {"id": code.number, "canCopy": "no", "canDelete": "no", **kind}
        return etree.SubElement(
            parent, _name("pc" if code.kind == Kind.OPENS else "ph"), attributes
        )

    fill(_add(segment, "source"), fragment_of(unit.source, unit.source), add)
    # As in XLIFF 1.2: a target of its own for every unit.
    fill(_add(segment, "target"), fragment_of(unit.target or unit.source, unit.source), add)


def _type(tag: str) -> dict[str, str]:
    return _TYPES.get(tag) or {"type": "fmt", "subType": f"html:{tag}"}


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None, text: str = "") -> Any:
    made = etree.SubElement(parent, _name(name), attributes or {})
    made.text = NO_XML.sub("", text) or None
    return made


def read(root: Any) -> list[Part]:
    """Return what a document holds of each page; problems of a unit are in its row."""
    return [_part(file, root) for file in children(root, "file")]


def _part(file: Any, root: Any) -> Part:
    notes = child(file, "notes")
    said = {
        note.get("category"): note.text or ""
        for note in ([] if notes is None else children(notes, "note"))
    }
    return Part(
        uuid=uuid_in(file.get("original", "")),
        name=said.get("title") or file.get("original", ""),
        source_language=root.get("srcLang", ""),
        target_language=root.get("trgLang", ""),
        exported_at=moment_in(said.get("exported")),
        rows=[_row(unit) for unit in file.iter() if local_name(unit) == "unit"],
    )


def _row(unit: Any) -> Row:
    key = unit.get("id", "")
    if not key:
        return Row("", "", problem=_("The unit has no name (id)."))
    pieces = [piece for piece in unit if local_name(piece) in {"segment", "ignorable"}]
    segments = [piece for piece in pieces if local_name(piece) == "segment"]
    targets = [_target(piece) for piece in pieces]
    translated = [child(segment, "target") is not None for segment in segments]
    if not any(translated):
        return Row(key, "")
    words = "".join("".join(target.itertext()) for target in _in_order(targets))
    if not all(translated):
        return Row(key, words, problem=_("Only a part of the passage is translated."))
    is_done = all(segment.get("state") in _DONE for segment in segments)
    try:
        given = fragment_in(*_in_order(targets))
        asked = fragment_in(*[source for piece in pieces for source in children(piece, "source")])
    except BrokenCodesError as error:
        return Row(key, words, problem=str(error))
    is_untouched = given == asked and not is_done
    return Row(key, "" if is_untouched else given, asked, is_approved=is_done)


def _target(piece: Any) -> Any:
    """Return a piece’s target; what needs no translation (blanks between sentences) is its own."""
    target = child(piece, "target")
    return child(piece, "source") if target is None else target


def _in_order(targets: list[Any]) -> list[Any]:
    """Return the targets in the order the other language wants them in."""
    numbered = [
        (int(number) if (number := target.get("order", "")).isdecimal() else place, target)
        for place, target in enumerate(targets, 1)
        if target is not None
    ]
    return [target for _number, target in sorted(numbered, key=lambda pair: pair[0])]
