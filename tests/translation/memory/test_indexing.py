"""The index follows every way a translation is written or lost."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import wagtail_localize
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from polib import POFile
from wagtail_localize.models import String, StringTranslation

from parvis.translation.memory.indexing import index, rebuild
from parvis.translation.memory.models import SegmentHash
from tests import factories
from tests.translation import documents
from tests.translation.memory.segments import ENGLISH, FRENCH, ask, locale, remember

pytestmark = pytest.mark.django_db


def rows() -> set[tuple[int, int]]:
    """Return the whole index."""
    return set(SegmentHash.objects.values_list("hash", "string_id"))


def test_a_deleted_translation_is_forgotten_once_it_was_the_last() -> None:
    first, second = remember(FRENCH, ENGLISH), remember(FRENCH, "NL", pair=("fr", "nl"))
    first.delete()
    assert ask(FRENCH) == []
    assert ask(FRENCH, "fr", "nl")
    StringTranslation.objects.filter(pk=second.pk).delete()
    assert rows() == set()


def test_a_translation_that_becomes_an_error_is_forgotten_until_it_is_mended() -> None:
    made = remember(FRENCH, ENGLISH)
    made.data = "<p>Not allowed here</p>"
    made.save()
    assert made.has_error
    assert rows() == set()
    made.data, made.has_error = ENGLISH, False
    made.save()
    assert ask(FRENCH)


def test_an_error_in_one_context_leaves_the_other() -> None:
    remember(FRENCH, ENGLISH)
    remember(FRENCH, "<p>Not allowed here</p>")
    assert [match.target for match in ask(FRENCH)] == [ENGLISH]


def test_a_segment_goes_with_its_language() -> None:
    remember(FRENCH, "NL", pair=("nl", "en"))
    locale("nl").delete()
    assert rows() == set()


def test_what_the_editor_saves_is_followed_and_outlives_its_page(translator: Client) -> None:
    article = documents.full_article()
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    assert documents.type_in(translator, translation) > 10
    match = ask(article.title)[0]  # its slug is like it, and comes after
    assert (match.target, match.where) == (f"EN {article.title}", article.title)
    kept = rows()
    SegmentHash.objects.all().delete()
    rebuild()
    assert rows() == kept
    article.delete()
    assert rows() == kept
    assert (ask(match.source)[0].target, ask(match.source)[0].where) == (match.target, "")


def test_a_po_file_is_followed(translator: Client) -> None:
    article = factories.article("Le carnet de voirie")
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = f"EN {entry.msgid}"
    translation.import_po(po)
    assert ask("Le carnet de voirie")[0].target == "EN Le carnet de voirie"
    translation.import_po(POFile(), delete=True)
    assert ask("Le carnet de voirie") == []


def test_rebuilding_gives_what_was_kept_along_the_way_and_may_be_repeated() -> None:
    for number in range(7):
        remember(f"{FRENCH} {number}", f"{ENGLISH} {number}")
    remember("Contact", "Contact us").delete()
    kept = rows()
    assert kept
    SegmentHash.objects.all().delete()
    done: list[int] = []
    assert rebuild(done.append) == 7
    assert rows() == kept
    assert sum(done) == String.objects.count() == 8
    assert rebuild() == 7
    assert rows() == kept


def test_rebuilding_mends_what_is_wrong_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.translation.memory.indexing.BATCH", 2)
    made = [remember(f"{FRENCH} {number}", f"{ENGLISH} {number}") for number in range(5)]
    kept = rows()
    SegmentHash.objects.filter(string_id=made[0].translation_of_id).delete()
    SegmentHash.objects.create(hash=1, string_id=made[1].translation_of_id)
    one = SegmentHash.objects.filter(string_id=made[2].translation_of_id)[0]
    SegmentHash.objects.filter(hash=one.hash).delete()
    assert rows() != kept
    rebuild()
    assert rows() == kept


def test_whoever_writes_in_bulk_says_which_segments(django_assert_max_num_queries: Any) -> None:
    made = [remember(f"{FRENCH} {number}", f"{ENGLISH} {number}") for number in range(30)]
    kept = rows()
    StringTranslation.objects.update(has_error=True)
    ids = [translation.translation_of_id for translation in made]
    with django_assert_max_num_queries(6):
        assert index(ids) == 0
    assert rows() == set()
    StringTranslation.objects.update(has_error=False)
    with django_assert_max_num_queries(12):
        assert index(ids) == 30
    assert rows() == kept


def test_saving_again_only_looks_whether_the_segment_is_known() -> None:
    made = remember(FRENCH, ENGLISH)
    made.data = "Otherwise"
    with CaptureQueriesContext(connection) as queries:
        made.save()
    ours = [query["sql"] for query in queries if SegmentHash._meta.db_table in query["sql"]]
    assert len(ours) == 1
    assert ours[0].startswith("SELECT")


def test_the_command_rebuilds_and_says_how_many() -> None:
    remember(FRENCH, ENGLISH)
    kept = rows()
    SegmentHash.objects.all().delete()
    out = StringIO()
    call_command("rebuild_memory", stdout=out)
    assert "in the translation memory: 1." in out.getvalue()
    assert rows() == kept


def test_wagtail_localize_writes_no_translations_behind_our_back() -> None:
    folder = Path(wagtail_localize.__file__).parent
    bulk = re.compile(
        r"bulk_create\(|bulk_update\(|_raw_delete\(|StringTranslation\.objects[^#]*?\.update\("
    )
    code = [
        path
        for path in folder.rglob("*.py")
        if not {"tests", "test", "migrations"} & set(path.relative_to(folder).parts)
    ]
    assert len(code) > 30
    found = [path.name for path in code if bulk.search(path.read_text(encoding="utf-8"))]
    assert found == []
