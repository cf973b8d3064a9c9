"""TMX 1.4: all that people have translated between two languages, for the memories of others."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Q
from lxml import etree
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from parvis.translation.files.codes import Code, Fragment, Kind, Mark, fragment_of, marks_of
from parvis.translation.files.document import NO_XML, TOOL
from parvis.translation.files.inline import append

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BATCH = 500


def stream(first: Locale, second: Locale) -> Iterator[bytes]:
    """Yield the document piece by piece: the memory it takes does not grow with its size.

    It holds both directions; each unit says its own source language and, in a note, the id that
    names its source text in our files.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="{TOOL}" creationtoolversion="1" segtype="block" o-tmf="{TOOL}"'
        f' adminlang="en" srclang="{first.language_code}" datatype="html"/>\n<body>\n'
    ).encode()
    languages = {first.pk: first.language_code, second.pk: second.language_code}
    # The same words in several places are one unit.
    for _pair, rows in groupby(_rows(first, second), lambda row: (row.translation_of_id, row.data)):
        yield etree.tostring(_unit(next(rows), languages), encoding="UTF-8", xml_declaration=False)
        yield b"\n"
    yield b"</body>\n</tmx>\n"


def _rows(first: Locale, second: Locale) -> Iterator[StringTranslation]:
    return (
        StringTranslation.objects.filter(
            Q(translation_of__locale=first, locale=second)
            | Q(translation_of__locale=second, locale=first),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
        )
        .exclude(data="")
        .select_related("translation_of")
        .order_by("translation_of_id", "data", "pk")
        .iterator(chunk_size=_BATCH)
    )


def _unit(row: StringTranslation, languages: dict[int, str]) -> Any:
    source = row.translation_of
    attributes = {
        "srclang": languages[source.locale_id],
        "creationdate": f"{row.created_at:%Y%m%dT%H%M%SZ}",
        "changedate": f"{row.updated_at:%Y%m%dT%H%M%SZ}",
    }
    unit = etree.Element("tu", attributes)
    etree.SubElement(unit, "note").text = str(source.data_hash)
    for code, html in (
        (languages[source.locale_id], source.data),
        (languages[row.locale_id], row.data),
    ):
        segment = etree.SubElement(etree.SubElement(unit, "tuv", {_LANG: code}), "seg")
        _fill(segment, fragment_of(html, source.data), marks_of(source.data))
    return unit


def _fill(segment: Any, fragment: Fragment, marks: list[Mark]) -> None:
    """Write the codes flat: in TMX a pair is two elements, each with its own HTML inside."""
    names = {str(number): mark for number, mark in enumerate(marks, 1)}
    pairs: dict[str, str] = {}  # within a segment, a number of its own for each pair
    for part in fragment:
        if isinstance(part, str):
            append(segment, NO_XML.sub("", part))
        else:
            _write_code(segment, part, names.get(part.number) or part.added, pairs)


def _write_code(segment: Any, code: Code, mark: Mark | None, pairs: dict[str, str]) -> None:
    attributes = {"x": code.number} if code.number.isdecimal() else {}
    name = mark.name if mark else ""
    if code.kind == Kind.STANDS:
        etree.SubElement(segment, "ph", attributes).text = name
        return
    number = pairs.setdefault(code.number, str(len(pairs) + 1))
    if code.kind == Kind.OPENS:
        etree.SubElement(segment, "bpt", {"i": number, **attributes}).text = name
    else:
        etree.SubElement(segment, "ept", {"i": number}).text = f"</{mark.tag if mark else ''}>"
