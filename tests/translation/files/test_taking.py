"""What changed here while a file was away: a person’s newer work is never written over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.files.exchange import receive
from parvis.translation.files.taking import Row, Status, UnitReport, take
from parvis.translation.files.units import key_of
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

TITLE = "Le carnet"


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    return prepare(lambda: documents.translate(factories.article(TITLE)).pk)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return the translation of a small article."""
    return Translation.objects.get(pk=_translation)


def type_here(translation: Translation, words: str, user: Any = None, kind: str = "manual") -> Any:
    """Write the title’s translation as the editor does."""
    segment = translation.source.stringsegment_set.get(context__path="title")
    return StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": words, "translation_type": kind, "last_translated_by": user},
    )[0]


def title_of(contents: bytes, **more: Any) -> UnitReport:
    """Send the file; return what became of the title."""
    [report] = receive(contents, None, lambda _translation: True, **more)
    return next(unit for unit in report.units if unit.source == TITLE)


@pytest.mark.parametrize("name", agency.FORMATS)
def test_newer_work_of_a_person_stays(translation: Translation, name: str, person: Any) -> None:
    type_here(translation, "The notebook")
    contents = agency.exported(name, translation).replace(b"The notebook", b"The booklet")
    type_here(translation, "The logbook", person("Translators"))
    found = title_of(contents)
    assert found.status == Status.CONFLICT
    assert "translators" in found.message
    assert found.target == "The booklet"
    assert agency.kept(translation)["title", TITLE] == "The logbook"
    assert title_of(contents, overwrite=True).status == Status.IMPORTED
    assert agency.kept(translation)["title", TITLE] == "The booklet"


@pytest.mark.parametrize("name", agency.FORMATS)
def test_older_work_is_replaced(translation: Translation, name: str) -> None:
    type_here(translation, "The notebook")
    contents = agency.exported(name, translation).replace(b"The notebook", b"The booklet")
    assert title_of(contents).status == Status.IMPORTED


def test_a_machine_s_newer_words_give_way_to_a_person_s(translation: Translation) -> None:
    contents = agency.translated(agency.exported("xliff", translation))
    type_here(translation, "The machine", kind="machine")
    assert title_of(contents).status == Status.IMPORTED
    assert agency.kept(translation)["title", TITLE] == f"EN {TITLE}"


def test_a_tool_that_writes_its_own_date_hides_no_conflict(translation: Translation) -> None:
    contents = agency.translated(agency.exported("xliff", translation))
    type_here(translation, "The logbook")

    def sign(root: Any) -> None:
        agency.named(root, "file")[0].set("date", (timezone.now() + timedelta(1)).isoformat())

    assert title_of(agency.edited(contents, sign)).status == Status.CONFLICT


@pytest.mark.parametrize("date", ["", "yesterday", "9999-99-99", "0001-01-01T00:00:00"])
def test_a_file_without_its_date_replaces_nobody_s_work(
    translation: Translation, date: str
) -> None:
    contents = agency.translated(agency.exported("xliff", translation))
    type_here(translation, "The logbook")

    def forget(root: Any) -> None:
        agency.named(root, "file")[0].set("date", date)
        header = agency.named(root, "header")[0]
        header.clear()

    assert title_of(agency.edited(contents, forget)).status == Status.CONFLICT
    assert agency.kept(translation)["title", TITLE] == "The logbook"


@pytest.mark.parametrize("name", agency.FORMATS)
def test_a_passage_that_the_source_changed_is_stale(translation: Translation, name: str) -> None:
    agency.write(translation)
    contents = agency.exported(name, translation)
    agency.forget(translation)
    page = translation.source.get_source_instance()
    page.title = "Le grand carnet"
    page.save_revision().publish()
    translation.source.update_from_db()
    [report] = receive(contents, None, lambda _translation: True)
    assert report.counts[Status.STALE] == 1
    [stale] = report.problems
    assert (stale.target, bool(stale.message)) == (f"EN {TITLE}", True)
    assert ("title", TITLE) not in agency.kept(translation)


def test_a_passage_no_page_of_ours_had_is_unknown(translation: Translation) -> None:
    [found] = take(translation, [Row(key_of("body.elsewhere", "x"), "y")], None)
    assert found.status == Status.UNKNOWN


def test_a_broken_translation_here_is_replaced(translation: Translation) -> None:
    row = type_here(translation, "<b>broken")
    StringTranslation.objects.filter(pk=row.pk).update(has_error=True, field_error="no")
    row = Row(key_of("title", TITLE), "The notebook")
    [found] = take(translation, [row], None)
    assert found.status == Status.IMPORTED
    assert agency.kept(translation)["title", TITLE] == "The notebook"


def test_a_mark_the_translator_left_out_here_may_stay_out(db: None) -> None:
    text = "<p>Une <b>place</b> et un <i>parvis</i>.</p>"
    translation = documents.translate(factories.article(TITLE, body=[("text", text)]))
    segment = translation.source.stringsegment_set.get(string__data__startswith="Une ")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        translation_type="manual",
        data="A <i>forecourt</i> and a <em>squaer</em>.",
    )
    for name in agency.FORMATS:
        contents = agency.exported(name, translation).replace(b"squaer", b"square")
        [report] = receive(contents, None, lambda _translation: True)
        [data] = StringTranslation.objects.filter(
            context=segment.context, locale=translation.target_locale
        ).values_list("data", flat=True)
        assert data == "A <i>forecourt</i> and a <em>square</em>.", report.problems
        StringTranslation.objects.update(data="A <i>forecourt</i> and a <em>squaer</em>.")


def test_an_interrupted_import_leaves_nothing(translation: Translation) -> None:
    rows = [Row(key_of("title", TITLE), "The notebook"), None]
    with pytest.raises(AttributeError):
        take(translation, rows, None)
    assert agency.kept(translation) == {}


def test_a_page_that_left_the_translation_editor_is_left_alone(translation: Translation) -> None:
    contents = agency.translated(agency.exported("xliff", translation))
    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    [report] = receive(contents, None, lambda _translation: True)
    assert report.problem
    assert agency.kept(translation) == {}
