"""The glossary as TBX-Basic (ISO 30042), for translators’ tools.

translate-toolkit’s own storage knows pairs of languages and no status that it can write, so the
file is written and read here. Both generations of the format are read: 2008 (`martif`) and 2019
(`tbx`).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from parvis.translation.glossary.models import Term
from parvis.translation.glossary.rows import Row, as_text, unusable

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PREFIX = "c-"  # an XML id begins with a letter
STATUSES = {
    Term.Status.PREFERRED: "preferredTerm-admn-sts",
    Term.Status.ADMITTED: "admittedTerm-admn-sts",
    Term.Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
READ_STATUSES = {
    **{written.casefold(): str(status) for status, written in STATUSES.items()},
    "supersededterm-admn-sts": str(Term.Status.FORBIDDEN),
}
CONCEPTS, LANGUAGES, TERMS = (
    {"termEntry", "conceptEntry"},
    {"langSet", "langSec"},
    {"tig", "ntig", "termSec"},
)


def write(rows: Iterable[Row]) -> bytes:
    """Return the terms as a file; those of one concept follow one another, then of one language."""
    root = etree.Element("martif", {"type": "TBX-Basic", LANG: "en"})
    header = etree.SubElement(root, "martifHeader")
    source = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(source, "p").text = "Parvis"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for key, of_concept in groupby(rows, lambda row: row.concept):
        entry = etree.SubElement(body, "termEntry", {"id": f"{PREFIX}{key}"})
        for locale, in_language in groupby(of_concept, lambda row: row.locale):
            terms = list(in_language)
            if not len(entry):
                _add(entry, "descrip", terms[0].domain, type="subjectField")
                _add(entry, "note", terms[0].note or "")
            _write_language(etree.SubElement(entry, "langSet", {LANG: locale}), terms)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _write_language(section: Any, rows: list[Row]) -> None:
    """Put the preferred term’s definition where tools look for it: at the language."""
    for row in rows:
        if row.status == Term.Status.PREFERRED:
            _add(section, "descrip", row.definition, type="definition")
    for row in rows:
        group = etree.SubElement(section, "tig")
        _add(group, "term", row.text)
        _add(group, "termNote", STATUSES[Term.Status(row.status)], type="administrativeStatus")
        if row.status != Term.Status.PREFERRED:
            _add(group, "descrip", row.definition, type="definition")


def _add(parent: Any, tag: str, text: str, **attributes: str) -> None:
    if text:
        etree.SubElement(parent, tag, attributes).text = NO_XML.sub("", text)


def read(contents: bytes) -> list[Row]:
    """Return the terms of a file; raise UnusableGlossaryError for what is no TBX."""
    return [row for entry in _entries(_parse(contents)) for row in _of_entry(entry)]


def _parse(contents: bytes) -> Any:
    as_text(contents)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(contents, parser)
    except etree.XMLSyntaxError as error:
        raise unusable(_("The file is not XML, or is damaged."), error.lineno or 0) from error
    inside = root.getroottree().docinfo.internalDTD
    defined = [] if inside is None else list(inside.iterentities())
    if defined or list(root.iter(etree.Entity)):
        raise unusable(_("The file uses entities of its own: those are not read."))
    if _name(root) not in {"martif", "tbx"}:
        raise unusable(_("The file is XML, but not TBX."))
    return root


def _entries(root: Any) -> Iterator[Any]:
    return (element for element in root.iter(etree.Element) if _name(element) in CONCEPTS)


def _of_entry(entry: Any) -> Iterator[Row]:
    key = entry.get("id", "").removeprefix(PREFIX) or _made_up_key(entry)
    domain, note = _described(entry, "subjectField"), _text(_child(entry, "note"))
    for section in _children(entry, LANGUAGES):
        # The definition of a whole language is its preferred term’s, else its first one’s.
        groups = [(group, _status(group)) for group in _children(section, TERMS)]
        statuses = [status for _group, status in groups]
        preferred = str(Term.Status.PREFERRED)
        main = statuses.index(preferred) if preferred in statuses else 0
        for index, (group, status) in enumerate(groups):
            term = next((each for each in group.iter(etree.Element) if _name(each) == "term"), None)
            definition = _described(group, "definition")
            if index == main:
                definition = definition or _described(section, "definition")
            yield Row(
                (group if term is None else term).sourceline,
                key,
                domain,
                section.get(LANG, ""),
                _text(term),
                status,
                definition,
                note,
            )


def _made_up_key(entry: Any) -> str:
    """Return a key for an entry without an id: the same whenever the file is sent again."""
    return hashlib.sha256(_text(entry).encode()).hexdigest()[:12]


def _status(group: Any) -> str:
    """Return the status of a term, as we name it; empty where the file leaves it open."""
    for note in group.iter(etree.Element):
        if _name(note) == "termNote" and note.get("type") == "administrativeStatus":
            written = _text(note)
            return READ_STATUSES.get(written.casefold(), written)
    return ""


def _described(parent: Any, kind: str) -> str:
    """Return what a `descrip` of this kind says, alone or in a group; not those further down."""
    places = [parent, *_children(parent, {"descripGrp"})]
    for place in places:
        for child in _children(place, {"descrip"}):
            if child.get("type") == kind:
                return _text(child)
    return ""


def _children(parent: Any, names: set[str]) -> list[Any]:
    return [child for child in parent if _name(child) in names]


def _child(parent: Any, name: str) -> Any:
    return next(iter(_children(parent, {name})), None)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()
