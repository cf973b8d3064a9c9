"""The commands, and the memory as TMX."""

import io
import tracemalloc
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from translate.storage.tmx import tmxfile
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.files import tmx
from parvis.translation.files.commands import Export, Import
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

TEXT = '<p>Un <a href="https://example.org/">lien</a> &amp; un <b>parvis</b>.</p>'


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    def build() -> Any:
        article = factories.article("Le carnet", body=[("text", TEXT)])
        return documents.translate(article).pk

    return prepare(build)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return the translation of a small article."""
    return Translation.objects.get(pk=_translation)


def said(command: Any, *args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_an_agency_gets_a_file_and_its_work_is_taken(
    translation: Translation, tmp_path: Path, person: Any, version: str
) -> None:
    path = tmp_path / "en.xlf"
    other = documents.translate(factories.article("Un autre"))
    assert said(Export(), "en", str(path), xliff=version).endswith(": 2\n")
    path.write_bytes(agency.translated(path.read_bytes()))
    user = person("Translators")
    assert "Un autre: 4 " in said(Import(), str(path), user=user.get_username())
    assert agency.kept(other)["title", "Un autre"] == "EN Un autre"
    assert StringTranslation.objects.filter(last_translated_by=user).exists()
    with pytest.raises(CommandError):
        said(Export(), "en", str(path))
    assert said(Export(), "en", str(path), all=True).endswith(": 2\n")


def test_commands_say_what_is_wrong(translation: Translation, tmp_path: Path) -> None:
    path = tmp_path / "en.xlf"
    for command, args, options in [
        (Export(), ["xx", str(path)], {}),
        (Export(), ["en", str(tmp_path / "no" / "folder.xlf")], {}),
        (Import(), [str(path / "none")], {}),
        (Import(), [__file__], {}),
        (Import(), [__file__], {"user": "nobody"}),
    ]:
        with pytest.raises(CommandError):
            said(command, *args, **options)
    contents = agency.exported("xliff", translation)
    path.write_bytes(contents.replace(b'anguage="en"', b'anguage="nl"'))
    with pytest.raises(CommandError):
        said(Import(), str(path))


def memory() -> bytes:
    """Return the memory between French and English as TMX."""
    return b"".join(tmx.stream(factories.locale("fr"), factories.locale("en")))


def test_the_memory_is_read_by_another_library(translation: Translation) -> None:
    agency.write(translation)
    units = tmxfile.parsestring(memory()).units
    pairs = {unit.source: unit.target for unit in units}
    assert pairs["Le carnet"] == "EN Le carnet"
    assert {unit.getnotes() for unit in units} == {
        str(segment.string.data_hash) for segment in translation.source.stringsegment_set.all()
    }


def test_marks_are_flat_codes_in_the_memory(translation: Translation) -> None:
    agency.write(translation)
    root = ET.fromstring(memory())  # noqa: S314 - our own file
    [segment] = [seg for seg in root.iter("seg") if (seg.text or "").startswith("EN Un ")]
    assert [(code.tag, code.get("i"), code.text) for code in segment] == [
        ("bpt", "1", '<a id="a1">'),
        ("ept", "1", "</a>"),
        ("bpt", "2", "<b>"),
        ("ept", "2", "</b>"),
    ]
    assert segment[1].tail == " & un "


def test_only_what_people_wrote_is_in_the_memory_and_each_pair_once(
    translation: Translation,
) -> None:
    agency.write(translation)
    StringTranslation.objects.filter(context__path="title").update(translation_type="machine")
    twice = documents.translate(factories.article("Un autre", summary="Deux fois."))
    agency.write(twice)
    agency.write(documents.translate(factories.article("Un tiers", summary="Deux fois.")))
    text = memory().decode()
    assert text.count("EN Deux fois.") == 1
    assert "EN Le carnet<" not in text


@pytest.mark.usefixtures("usual_memory")
def test_the_memory_s_size_does_not_matter(translation: Translation) -> None:
    segment = translation.source.stringsegment_set.get(context__path="title")
    string = segment.string
    contexts = [
        type(segment.context)(
            object_id=segment.context.object_id,
            path=f"made.{number}",
            path_id=type(segment.context)._get_path_id(f"made.{number}"),
        )
        for number in range(3000)
    ]
    type(segment.context).objects.bulk_create(contexts)
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=string,
            context=context,
            locale=translation.target_locale,
            data=f"{number} " + "words " * 300,
            translation_type="manual",
        )
        for number, context in enumerate(contexts)
    )
    pieces = tmx.stream(factories.locale("fr"), factories.locale("en"))
    tracemalloc.start()
    size = sum(len(piece) for piece in pieces)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 5_000_000
    assert most < 3_000_000, most
