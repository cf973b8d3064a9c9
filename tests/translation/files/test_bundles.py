"""A ZIP that came back: what is good in it is taken, what is not is named, none does harm."""

import io
import zipfile
from typing import Any

import pytest
from wagtail_localize.models import Translation

from parvis.translation.files import bundle
from parvis.translation.files.exchange import PageReport, receive
from parvis.translation.files.pofile import UnusableFileError
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    return prepare(lambda: documents.translate(factories.article("Le carnet")).pk)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return the translation of a small article."""
    return Translation.objects.get(pk=_translation)


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, contents in files.items():
            made.writestr(name, contents)
    return file.getvalue()


def sent(contents: bytes) -> list[PageReport]:
    return receive(contents, None, lambda _translation: True)


def test_each_file_is_taken_or_named_whatever_the_others_are(translation: Translation) -> None:
    good = agency.translated(agency.exported("xliff", translation))
    files = {"a/broken.xlf": b"<xliff", "a/notes.docx": packed({"x": b"x"}), "a/good.xlf": good}
    broken, notes, taken = sent(packed(files))
    assert (broken.title, notes.title) == ("a/broken.xlf", "a/notes.docx")
    assert broken.problem
    assert notes.problem
    assert not taken.problem
    assert agency.kept(translation)["title", "Le carnet"] == "EN Le carnet"


def test_what_is_no_zip_is_too_large_or_holds_nothing_is_refused(
    translation: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = packed({"good.xlf": agency.translated(agency.exported("xliff", translation))})
    monkeypatch.setattr(bundle, "MOST", 3)
    monkeypatch.setattr(bundle, "LARGEST_IN_ALL", 100_000)
    damaged = bytearray(good)
    damaged[60] ^= 0xFF
    locked = bytearray(good)
    locked[6] |= 1
    locked[good.index(b"PK\x01\x02") + 8] |= 1
    for contents in (
        bundle.MARK,
        good[:-30],
        bytes(damaged),
        bytes(locked),
        packed({"__MACOSX/x": b"x", "folder/": b""}),
        packed({f"{number}.po": b"" for number in range(4)}),
        packed({"bomb.xlf": b" " * 100_001}),
    ):
        with pytest.raises(UnusableFileError):
            sent(contents)
    assert agency.kept(translation) == {}


def test_a_file_larger_than_any_of_ours_is_named(
    translation: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parvis.translation.files.document.LARGEST", 1000)
    monkeypatch.setattr(bundle, "LARGEST", 1000)
    [report] = sent(packed({"large.xlf": b"<xliff>" + b" " * 1000}))
    assert report.title == "large.xlf"
    assert report.problem
