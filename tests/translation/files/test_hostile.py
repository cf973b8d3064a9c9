"""Files that were damaged on their way, or sent to do harm: each is explained, none breaks."""

import re
from typing import Any

import pytest
from wagtail_localize.models import Translation

from parvis.translation.files.exchange import PageReport, receive
from parvis.translation.files.pofile import UnusableFileError
from parvis.translation.files.taking import Status
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

TEXT = '<p>Dix m<sup>2</sup> : <a href="https://example.org/">un <b>lien</b></a>, puis un.</p>'
LINK = 'Dix m<sup>2</sup> : <a id="a1">un <b>lien</b></a>, puis un.'


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    def build() -> Any:
        article = factories.article("Le carnet", body=[("text", TEXT)])
        return documents.translate(article).pk

    return prepare(build)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return the translation of a small article with a link."""
    return Translation.objects.get(pk=_translation)


def sent(contents: bytes, **more: Any) -> list[PageReport]:
    """Send a file as somebody who may do everything."""
    return receive(contents, None, lambda _translation: True, **more)


def verdicts(contents: bytes, **more: Any) -> dict[str, tuple[Status, str]]:
    """Return what became of each unit of a file of one page, by its source."""
    [report] = sent(contents, **more)
    return {unit.source: (unit.status, unit.message) for unit in report.units}


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><xliff version="1.2"><file original="&j;"/></xliff>'
)
XXE = (
    '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<xliff version="1.2"><file original="x"><body>&a;</body></file></xliff>'
)
OUTSIDE = '<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd"><xliff version="1.2"/>'


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"<",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"a text of somebody",
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        XXE.encode(),
        OUTSIDE.encode(),
        b'<xliff version="1.2">' + b" " * 20_000_000 + b"</xliff>",
        b'<xliff version="1.2"/>',
        b'<xliff version="3.7"><file/></xliff>',
        b"<html><body>404</body></html>",
        b'<?xml version="1.0" encoding="none-such"?><xliff version="1.2"/>',
        b'<xliff version="1.2">\xff</xliff>',
        b'<xliff version="1.2">&#0;</xliff>',
    ],
    ids=lambda contents: repr(contents[:40]),
)
def test_what_is_none_of_our_files_is_refused_as_a_whole(db: None, contents: bytes) -> None:
    with pytest.raises(UnusableFileError):
        sent(contents)


@pytest.mark.parametrize("name", agency.FORMATS)
def test_a_file_cut_anywhere_breaks_nothing(translation: Translation, name: str) -> None:
    agency.write(translation)
    before, contents = agency.kept(translation), agency.exported(name, translation)
    for end in range(0, len(contents) - 10, 97):
        try:
            sent(contents[:end], only=translation)
        except UnusableFileError:
            continue
        assert name == "po"  # whole entries of a cut PO file are as good as ever
    assert agency.kept(translation) == before


def test_elements_nested_to_no_end_are_a_unit_s_problem(translation: Translation) -> None:
    contents = agency.exported("xliff", translation).decode()
    deep = "<g id='1'>" * 20_000 + "x" + "</g>" * 20_000
    contents = re.sub(r"<target[^>]*>.*?</target>", f"<target>{deep}</target>", contents)
    assert {status for status, _message in verdicts(contents.encode()).values()} == {Status.INVALID}
    assert agency.kept(translation) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_the_usual_encodings_are_read(translation: Translation, name: str, encoding: str) -> None:
    text = agency.translated(agency.exported(name, translation)).decode()
    text = re.sub(r"<\?xml.*?\?>", "", text)
    assert verdicts(text.encode(encoding))[LINK] == (Status.IMPORTED, "")
    assert agency.kept(translation)["title", "Le carnet"] == "EN Le carnet"


DAMAGES: list[Any] = [
    pytest.param(lambda target: [target.remove(each) for each in list(target)], id="codes lost"),
    pytest.param(lambda target: target.append(target[0]), id="a code twice"),
    pytest.param(lambda target: target[1].set("id", "99"), id="a code of nowhere"),
    pytest.param(lambda target: target[1].attrib.pop("id"), id="a code without a name"),
    pytest.param(lambda target: target.remove(target[0]), id="one code lost"),
    pytest.param(lambda target: setattr(target[1], "tag", "script"), id="no code at all"),
    pytest.param(
        lambda target: setattr(target[0], "tag", target[0].tag[:-1].rstrip("p") + "x"),
        id="a pair that became a point",
    ),
]


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_lost_links_and_marks_keep_only_their_own_passage_out(
    translation: Translation, name: str, damage: Any
) -> None:
    contents = agency.translated(agency.exported(name, translation))
    contents = agency.edited(contents, lambda root: damage(agency.target_of(root, "Dix m")))
    found = verdicts(contents)
    status, message = found.pop(LINK)
    assert status == Status.INVALID
    assert message
    assert {status for status, _message in found.values()} == {Status.IMPORTED}
    assert LINK not in {source for _path, source in agency.kept(translation)}


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_codes_may_change_their_order(translation: Translation, name: str) -> None:
    def reorder(root: Any) -> None:
        target = agency.target_of(root, "Dix m")
        first, second = target
        target[:] = [second, first]
        target.text, second.tail, first.tail = "A ", ": m", ", then one."
        second.text = "small "

    contents = agency.edited(agency.exported(name, translation), reorder)
    assert verdicts(contents)[LINK] == (Status.IMPORTED, "")
    [data] = agency.kept(translation).values()
    assert data == 'A <a id="a1">small <b>lien</b></a>: m<sup>2</sup>, then one.'


def indent(element: Any, level: int = 0, unit: str = "  ") -> None:
    """Put every element on a line of its own, text or no text, as npm’s xliff does."""
    pad = f"\n{unit * (level + 1)}"
    if not len(element):
        return
    element.text = f"{pad}{element.text}{pad}" if element.text else pad
    for each in element:
        indent(each, level + 1, unit)
        each.tail = f"{pad}{each.tail}{pad}" if each.tail and each.tail.strip() else pad
    element[-1].tail = element[-1].tail.removesuffix(pad) + f"\n{unit * level}"


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize("unit", ["  ", "    ", "\t"])
def test_a_file_indented_anew_gets_its_blanks_back(
    translation: Translation, name: str, unit: str
) -> None:
    contents = agency.translated(agency.exported(name, translation))
    contents = agency.edited(contents, lambda root: indent(root, unit=unit))
    assert verdicts(contents)[LINK] == (Status.IMPORTED, "")
    kept = {source: data for (_path, source), data in agency.kept(translation).items()}
    assert kept[LINK] == f"EN {LINK}"
    assert kept["Le carnet"] == "EN Le carnet"


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_blanks_that_cannot_be_told_from_indentation_are_not_guessed(
    translation: Translation, name: str
) -> None:
    def blur(root: Any) -> None:
        for element in agency.named(root, "source") + agency.named(root, "target"):
            for each in element.iter():
                for place in ("text", "tail"):
                    if words := getattr(each, place):
                        setattr(each, place, f"\n {words.strip()}\n ")

    contents = agency.edited(agency.translated(agency.exported(name, translation)), blur)
    found = verdicts(contents)
    assert found[LINK][0] == Status.INVALID
    assert found["Le carnet"][0] == Status.IMPORTED
    assert "EN Le carnet" in agency.kept(translation).values()


def test_units_without_a_name_and_named_twice_are_told(translation: Translation) -> None:
    def damage(root: Any) -> None:
        units = agency.named(root, "trans-unit")
        units[0].attrib.pop("id")
        units[2].set("id", units[1].get("id"))

    contents = agency.translated(agency.exported("xliff", translation))
    [report] = sent(agency.edited(contents, damage))
    statuses = [unit.status for unit in report.units]
    assert statuses[:3] == [Status.INVALID, Status.IMPORTED, Status.INVALID]
    assert all(unit.message for unit in report.problems)


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_another_page_another_site_and_another_language_are_refused(
    translation: Translation, name: str
) -> None:
    contents = agency.translated(agency.exported(name, translation))
    other = documents.translate(factories.article("Un autre"))
    with pytest.raises(UnusableFileError):
        sent(contents, only=other)
    elsewhere = contents.replace(str(translation.uuid).encode(), b"0" * 32)
    assert [bool(report.problem) for report in sent(elsewhere)] == [True]
    dutch = contents.replace(b'anguage="en"', b'anguage="nl"').replace(b'Lang="en"', b'Lang="nl"')
    assert "nl" in sent(dutch)[0].problem
    assert agency.kept(translation) == {}
    british = contents.replace(b'anguage="en"', b'anguage="en-GB"')
    assert not sent(british)[0].problem


def test_only_the_page_s_own_part_is_taken_from_a_file_of_several(
    translation: Translation,
) -> None:
    other = documents.translate(factories.article("Un autre"))
    contents = agency.translated(agency.exported("xliff", translation, other))
    reports = sent(contents, only=translation)
    assert [bool(report.problem) for report in reports] == [False, True]
    assert agency.kept(other) == {}
    assert agency.kept(translation)


def test_words_too_long_or_no_words_are_refused_where_the_field_says_so(
    translation: Translation,
) -> None:
    def fill(root: Any) -> None:
        agency.target_of(root, "Le carnet").text = "x" * 256
        agency.target_of(root, "le-carnet").text = "no slug at all"
        link = agency.target_of(root, "Dix m")
        for each in link.iter():
            each.text = each.tail = None

    found = verdicts(agency.edited(agency.exported("xliff", translation), fill))
    assert found["Le carnet"][0] == Status.INVALID
    assert "255" in found["Le carnet"][1]
    assert found["le-carnet"][0] == Status.INVALID
    assert found[LINK][0] == Status.EMPTY
