"""XLIFF 1.2, which every translators’ tool reads: one `file` a page, links and marks as codes.

A passage without a translation leaves with its source as target: OmegaT and others pass over units
that have none. Its state says that it is to be translated.
"""

from collections.abc import Iterable
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

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EXPORTED = "exported "
_STATES = {
    UnitState.UNTRANSLATED: {"state": "needs-translation"},
    UnitState.PROPOSED: {
        "state": "needs-review-translation",
        "state-qualifier": "mt-suggestion",
    },
    UnitState.TRANSLATED: {"state": "translated"},
}
_DONE = {"translated", "final", "signed-off"}
_TYPES = {"a": "link", "b": "bold", "i": "italic", "br": "lb"}


def write(exports: Iterable[Export], file: BinaryIO) -> int:
    """Write the translations, one at a time, and return how many there were."""
    count = 0
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2"):
            for export in exports:
                out.write("\n", _file(export))
                count += 1
            out.write("\n")
    return count


def _file(export: Export) -> Any:
    made_at = export.made_at.isoformat()
    attributes = {
        "original": f"{PREFIX}{export.uuid}",
        "source-language": export.source_language,
        "target-language": export.target_language,
        "datatype": "html",
        "date": made_at,
        "tool-id": TOOL.lower(),
    }
    file = etree.Element(_name("file"), attributes, {None: NAMESPACE})
    header = _add(file, "header")
    _add(header, "note", {"from": TOOL}, export.title)
    # Tools put the day of their own work into `date`.
    _add(header, "note", {"from": TOOL}, f"{_EXPORTED}{made_at}")
    _add(header, "tool", {"tool-id": TOOL.lower(), "tool-name": TOOL})
    body = _add(file, "body", text="\n")
    for unit in export.units:
        _write_unit(body, unit, export.title)
        body[-1].tail = "\n"
    return file


def _write_unit(body: Any, unit: Unit, title: str) -> None:
    attributes = {"id": unit.key, "resname": NO_XML.sub("", unit.place.label), _SPACE: "preserve"}
    if unit.place.max_length is not None:
        attributes |= {"maxwidth": str(unit.place.max_length), "size-unit": "char"}
    element = _add(body, "trans-unit", attributes)
    types = {str(n): _type(mark.tag) for n, mark in enumerate(marks_of(unit.source), 1)}

    def add(parent: Any, code: Code) -> Any:
        ctype = code.ctype or types[code.number]
        name = "g" if code.kind == Kind.OPENS else "x"
        return etree.SubElement(parent, _name(name), {"id": code.number, "ctype": ctype})

    fill(_add(element, "source"), fragment_of(unit.source, unit.source), add)
    target = _add(element, "target", _STATES[unit.state])
    fill(target, fragment_of(unit.target or unit.source, unit.source), add)
    _add(element, "note", {"from": TOOL}, f"{title}: {unit.note}")


def _type(tag: str) -> str:
    return _TYPES.get(tag, f"x-html-{tag}")


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None, text: str = "") -> Any:
    made = etree.SubElement(parent, _name(name), attributes or {})
    made.text = NO_XML.sub("", text) or None
    return made


def read(root: Any) -> list[Part]:
    """Return what a document holds of each page; problems of a unit are in its row."""
    return [_part(file) for file in children(root, "file")]


def _part(file: Any) -> Part:
    header = child(file, "header")
    notes = [] if header is None else [note.text or "" for note in children(header, "note")]
    said = [note.removeprefix(_EXPORTED) for note in notes if note.startswith(_EXPORTED)]
    moments = [moment_in(text) for text in [file.get("date"), *said]]
    original = file.get("original", "")
    return Part(
        uuid=uuid_in(original),
        name=next((note for note in notes if not note.startswith(_EXPORTED)), original),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        exported_at=min((moment for moment in moments if moment), default=None),
        rows=[_row(unit) for unit in file.iter() if local_name(unit) == "trans-unit"],
    )


def _row(unit: Any) -> Row:
    key = unit.get("id", "")
    if not key:
        return Row("", "", problem=_("The unit has no name (id)."))
    source, target = child(unit, "source"), child(unit, "target")
    if target is None:
        return Row(key, "")
    is_done = unit.get("approved") == "yes" or target.get("state") in _DONE
    try:
        given = fragment_in(target)
        asked = None if source is None else fragment_in(source)
    except BrokenCodesError as error:
        return Row(key, "".join(target.itertext()), problem=str(error))
    # What we put there ourselves, so that there is a target.
    is_untouched = given == asked and not is_done
    return Row(key, "" if is_untouched else given, asked, is_approved=is_done)
