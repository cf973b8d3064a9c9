"""The glossary as TBX: what other tools write is read, what is hostile or damaged is refused."""

from pathlib import Path

import pytest
from translate.storage.tbx import tbxfile

from parvis.translation.glossary.exchange import (
    Imported,
    UnusableGlossaryError,
    export_glossary,
    import_glossary,
)
from tests.translation.glossary.terminology import concept, stored

pytestmark = pytest.mark.django_db

BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
<termEntry id="c-7"><descripGrp><descrip type="subjectField">roads</descrip></descripGrp>
<langSet xml:lang="FR"><descrip type="definition">Les rues.</descrip>
<tig><term>voirie</term></tig>
<ntig><termGrp><term>rue <hi>pavée</hi></term></termGrp></ntig>
<tig><term>chaussée</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""
MODERN = """<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body><conceptEntry id="k1"><langSec xml:lang="en"><termSec><term>road</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""
ENTRY = (
    "<martif><text><body><termEntry{id}><langSet xml:lang='{code}'>{terms}</langSet></termEntry>"
    "</body></text></martif>"
)
PREFERRED = (
    "<tig><term>{}</term><termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote>"
    "</tig>"
)
LAUGHS = """<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>"""


def entry(*terms: str, code: str = "fr", key: str = " id='k'") -> str:
    return ENTRY.format(id=key, code=code, terms="".join(terms))


def test_terms_of_another_tool_are_read() -> None:
    assert import_glossary("t.tbx", BASIC.encode()) == Imported(3, 0, 0)
    assert stored() == [
        ("7", "roads", "fr", "chaussée", "forbidden", ""),
        ("7", "roads", "fr", "rue pavée", "admitted", ""),
        ("7", "roads", "fr", "voirie", "preferred", "Les rues."),
    ]
    assert import_glossary("t.tbx", BASIC.encode()) == Imported(0, 0, 3)


def test_the_format_of_2019_is_read() -> None:
    assert import_glossary("t.tbx", MODERN.encode()) == Imported(1, 0, 0)
    assert stored() == [("k1", "", "en", "road", "preferred", "")]


def test_a_concept_without_an_id_is_the_same_when_it_comes_again() -> None:
    file = entry("<tig><term>voirie</term></tig>", key="").encode()
    assert import_glossary("t.tbx", file) == Imported(1, 0, 0)
    assert import_glossary("t.tbx", file) == Imported(0, 0, 1)


def test_another_tool_reads_what_we_write() -> None:
    concept("people", fr=["usager", "client (forbidden)"], en="user")
    store = tbxfile.parsestring(export_glossary("tbx"), "fr", "en")
    (unit,) = store.units
    assert [term.text for term in unit.get_source_terms()] == ["usager", "client"]
    assert [term.deprecated for term in unit.get_source_terms()] == [False, True]
    assert unit.target == "user"


def test_a_character_xml_cannot_hold_does_not_stop_the_export() -> None:
    concept(fr="usa\x0bger")
    assert "<term>usager</term>" in export_glossary("tbx").decode()


def refused(contents: bytes) -> list[int]:
    before = stored()
    with pytest.raises(UnusableGlossaryError) as refusal:
        import_glossary("t.tbx", contents)
    assert stored() == before
    return [problem.line for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("contents", "lines"),
    [
        (b"", [0]),
        (b"concept,term", [1]),
        (b"<martif>\n<text>", [2]),
        (b"<html><body/></html>", [0]),
        (b"<martif/>", [0]),
        (entry("<tig><term>a</term></tig>", code="xx").encode(), [1]),
        (entry("<tig><term>a</term></tig>", code="").encode(), [1]),
        (entry("<tig/>").encode(), [1]),
        (entry("<tig><term>a</term></tig>", key=" id='é'").encode(), [1]),
        (entry(PREFERRED.format("a"), "\n", PREFERRED.format("b")).encode(), [1, 2]),
        (entry(PREFERRED.format("usagé")).encode("latin-1"), [1]),
        (entry(PREFERRED.format("usagé")).encode("utf-16"), [1]),
        ((LAUGHS + entry(PREFERRED.format("&g;"))).encode(), None),
        ((LAUGHS + entry(PREFERRED.format("a"))).encode(), [0]),
        ((LAUGHS + entry(PREFERRED.format("a"), code="&g;")).encode(), None),
        (("<!DOCTYPE martif SYSTEM 'x'>" + entry(PREFERRED.format("&x;"))).encode(), [0]),
        (b"<martif>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</martif>", None),
    ],
    ids=[
        "empty", "csv", "cut", "html", "no term", "language", "no language", "no text", "key",
        "two preferred", "latin-1", "utf-16", "laughs", "laughs unheard", "laughs in attribute",
        "unknown entity", "deep",
    ],
)  # fmt: skip
def test_a_malformed_file_is_refused(contents: bytes, lines: list[int] | None) -> None:
    found = refused(contents)
    assert lines is None or found == lines


def test_a_file_of_the_server_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password")
    kind = f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    refused((kind + entry(PREFERRED.format("&x;"))).encode())
    outside = tmp_path / "outside.dtd"
    outside.write_text('<!ENTITY x "password">')
    parameter = f'<!DOCTYPE martif [<!ENTITY % y SYSTEM "{outside.as_uri()}"> %y;]>'
    refused((parameter + entry(PREFERRED.format("&x;"))).encode())
