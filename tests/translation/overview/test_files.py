"""From the dashboard to a file for another tool, and back: everything is a link or a form there."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from blog.models import ArticlePage
from tests import factories
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

DASHBOARD = reverse("parvis_overview:translations")
BACK = reverse("parvis_translation:files_upload_any")
UNTRANSLATED = re.compile(rb'msgid "(Le .*)"\nmsgstr ""')
TRANSLATED = rb'msgid "\1"\nmsgstr "EN \1"'


def export(client: Client, name: str, *pages: ArticlePage, into: str = "en") -> Any:
    """Ask for these pages as a file and go where the answer leads."""
    data = {"action": f"export-{name}", "locale": factories.locale(into).pk if into else ""}
    return client.post(DASHBOARD, {**data, "page": [page.pk for page in pages]}, follow=True)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def send(client: Client, name: str, contents: bytes) -> Any:
    return client.post(BACK, {"file": SimpleUploadedFile(name, contents)})


@pytest.mark.parametrize(("name", "version"), [("xliff", b'"1.2"'), ("xliff2", b'"2.0"')])
def test_the_ticked_pages_leave_as_one_xliff_and_come_back(
    name: str, version: bytes, translator: Client, submitted: ArticlePage
) -> None:
    other = factories.article("Un autre carnet")
    documents.translate(other)
    answer = export(translator, name, submitted, other)
    assert "attachment" in answer["Content-Disposition"]
    contents = body(answer)
    assert version in contents
    send(translator, "back.xlf", agency.translated(contents))
    for page in (submitted, other):
        assert f"EN {page.title}" in agency.kept(documents.translation_of(page)).values()


def test_the_ticked_pages_leave_as_a_zip_of_po_files_and_come_back(
    translator: Client, submitted: ArticlePage
) -> None:
    twin = factories.article(submitted.title)
    documents.translate(twin)
    answer = export(translator, "po", submitted, twin)
    assert ".zip" in answer["Content-Disposition"]
    translated = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body(answer))) as left,
        zipfile.ZipFile(translated, "w") as back,
    ):
        names = left.namelist()
        assert len(names) == len(set(names)) == 2
        back.writestr("__MACOSX/._junk.po", b"junk")
        for name in names:
            po = re.sub(
                rb'msgid "(Le .*)"\nmsgstr ""', rb'msgid "\1"\nmsgstr "EN \1"', left.read(name)
            )
            back.writestr(f"translated/{name}", po)
        back.writestr("translated/notes.txt", "Voilà.")
    report = send(translator, "back.zip", translated.getvalue()).content.decode()
    for page in (submitted, twin):
        assert f"EN {page.title}" in agency.kept(documents.translation_of(page)).values()
    assert "translated/notes.txt" in report
    assert "junk" not in report


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_pages_of_both_languages_leave_together_and_come_back(
    name: str, administrator: Client, submitted: ArticlePage
) -> None:
    english = factories.article("A notebook", "en")
    documents.translate(english, code="fr")
    contents = body(export(administrator, name, submitted, english, into=""))
    if name == "xliff2":  # which has one pair of languages
        translated = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(contents)) as left,
            zipfile.ZipFile(translated, "w") as back,
        ):
            assert left.namelist() == ["fr-en.xliff2.xlf", "en-fr.xliff2.xlf"]
            for member in left.namelist():
                back.writestr(member, agency.translated(left.read(member)))
        contents = translated.getvalue()
    else:
        contents = agency.translated(contents)
    send(administrator, f"back.{name}", contents)
    for page, code in ((submitted, "en"), (english, "fr")):
        kept = agency.kept(documents.translation_of(page, code)).values()
        assert f"EN {page.title}" in kept


def test_what_stays_behind_is_named_and_each_language_offered(
    administrator: Client, submitted: ArticlePage
) -> None:
    english = factories.article("A notebook", "en")
    documents.translate(english, code="fr")
    never = factories.article("Jamais soumis")
    answer = export(administrator, "xliff2", submitted, english, never, into="")
    assert never.title in documents.messages_of(answer)
    for page, code in ((submitted, "en"), (english, "fr")):
        offered = f"format=xliff2&amp;id={documents.translation_of(page, code).pk}&quot;"
        assert offered.replace("&quot;", '"') in answer.content.decode()


def test_a_single_page_leaves_as_a_single_po(translator: Client, submitted: ArticlePage) -> None:
    answer = export(translator, "po", submitted)
    assert answer["Content-Disposition"].endswith('.po"')
    assert body(answer).startswith(b"#\nmsgid")


def test_what_cannot_leave_is_named_and_the_rest_offered(
    translator: Client, submitted: ArticlePage
) -> None:
    never_submitted = factories.article("Jamais soumis")
    answer = export(translator, "xliff2", submitted, never_submitted)
    said = documents.messages_of(answer)
    assert never_submitted.title in said
    number = documents.translation_of(submitted).pk
    offered = f"{reverse('parvis_translation:files_selection')}?format=xliff2&amp;id={number}"
    assert offered in answer.content.decode()


def test_with_nothing_that_may_leave_there_is_no_file(translator: Client) -> None:
    answer = export(translator, "xliff", factories.article("Jamais soumis"))
    assert "Content-Disposition" not in answer
    assert "Jamais soumis" in documents.messages_of(answer)


@pytest.mark.parametrize("name", ["xliff", "xliff2", "po"])
def test_all_that_is_left_in_a_language_is_a_link(
    name: str, translator: Client, submitted: ArticlePage, ask: Any
) -> None:
    address = f"{reverse('parvis_translation:files_work', args=['en'])}?format={name}"
    content = ask(translator).content.decode()
    assert f'href="{address}&amp;next=' in content
    assert submitted.title.encode() in body(translator.get(address))
    assert translator.get(address.replace(name, "doc")).status_code == 404


def test_the_memory_the_terms_and_the_way_back_are_links(translator: Client, ask: Any) -> None:
    content = ask(translator).content.decode()
    for address in (
        BACK,
        reverse("parvis_translation:files_memory", args=["fr", "en"]),
        f"{reverse('concept:download')}?format=tbx",
    ):
        assert f'href="{address}"' in content
        assert translator.get(address).status_code == 200


def test_files_are_offered_for_the_languages_one_writes_only(
    translator: Client, administrator: Client, ask: Any
) -> None:
    french = reverse("parvis_translation:files_work", args=["fr"])
    assert french not in ask(translator).content.decode()
    assert french in ask(administrator).content.decode()
