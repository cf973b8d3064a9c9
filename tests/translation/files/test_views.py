"""Who may take translations out and bring them back, and what they are told."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.files.document import LARGEST
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    return prepare(lambda: documents.translate(factories.article("Le carnet & moi")).pk)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return the translation of a small article."""
    return Translation.objects.get(pk=_translation)


@pytest.fixture
def stranger(person: Any) -> Client:
    """Return somebody of the admin who writes in French only."""
    user = person("Translators", name="stranger")
    group = user.groups.get()
    user.groups.clear()
    only_french = type(group).objects.create(name="French only")
    only_french.permissions.set(group.permissions.all())
    right = GroupPagePermission.objects.filter(permission__codename="change_page").first()
    GroupPagePermission.objects.create(
        group=only_french, page=factories.blog_index("fr"), permission=right.permission
    )
    user.groups.add(only_french)
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"parvis_translation:files_{name}", args=args)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def send(client: Client, where: str, contents: bytes | None, **more: str) -> Any:
    data: dict[str, Any] = dict(more)
    if contents is not None:
        data["file"] = SimpleUploadedFile("en.xlf", contents)
    return client.post(where, data)


@pytest.mark.parametrize("name", agency.FORMATS)
def test_a_page_goes_out_and_comes_back(
    translator: Client, translation: Translation, name: str
) -> None:
    answer = translator.get(address("download", translation.pk, name))
    assert answer.status_code == 200
    assert 'filename="le-carnet-moi-en.' in answer["Content-Disposition"]
    contents = body(answer)
    if name == "po":
        contents = re.sub(rb'msgid "(Le .*)"\nmsgstr ""', rb'msgid "\1"\nmsgstr "EN \1"', contents)
    else:
        contents = agency.translated(contents)
    answer = send(translator, address("upload", translation.pk), contents)
    assert answer.status_code == 200
    assert agency.kept(translation)["title", "Le carnet &amp; moi"] == "EN Le carnet &amp; moi"
    row = StringTranslation.objects.get(data="EN Le carnet &amp; moi", context__path="title")
    assert row.last_translated_by_id == int(translator.session["_auth_user_id"])


def test_the_report_counts_and_explains(translator: Client, translation: Translation) -> None:
    contents = agency.translated(agency.exported("xliff", translation))
    segment = translation.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="Newer",
        translation_type="manual",
    )
    where = address("upload", translation.pk)
    text = send(translator, where, contents).content.decode()
    assert "EN Le carnet &amp; moi" in text  # the words left out are shown, escaped once
    assert reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]) in text
    assert 'name="overwrite"' in text
    assert agency.kept(translation)["title", "Le carnet &amp; moi"] == "Newer"
    send(translator, where, contents, overwrite="on")
    assert agency.kept(translation)["title", "Le carnet &amp; moi"] == "EN Le carnet &amp; moi"


@pytest.mark.parametrize("contents", [None, b"", b"rubbish", b"<xliff", b" " * (LARGEST + 1)])
def test_an_unusable_file_is_explained(
    translator: Client, translation: Translation, contents: bytes | None
) -> None:
    for where in (address("upload", translation.pk), address("upload_any")):
        answer = send(translator, where, contents)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "help-critical" in text or "error-message" in text


def test_forms_are_shown(translator: Client, translation: Translation) -> None:
    for where in (address("upload", translation.pk), address("upload_any")):
        assert 'type="file"' in translator.get(where).content.decode()


def test_a_selection_leaves_as_one_document(translator: Client, translation: Translation) -> None:
    other = documents.translate(factories.article("Un autre"))
    answer = translator.get(address("selection"), {"id": [translation.pk, other.pk]})
    contents = agency.translated(body(answer))
    assert contents.count(b"parvis:") == 2
    text = send(translator, address("upload_any"), contents).content.decode()
    assert "Un autre" in text
    assert agency.kept(other)["title", "Un autre"] == "EN Un autre"
    assert agency.kept(translation)


def test_all_that_is_left_leaves_as_one_document(
    translator: Client, translation: Translation
) -> None:
    agency.write(documents.translate(factories.article("Déjà traduit")))
    agency.write(documents.translate(factories.article("Par machine")), "machine")
    contents = body(translator.get(address("work", "en")))
    assert contents.count(b"parvis:") == 2
    assert b"Par machine" in contents
    assert "Déjà traduit".encode() not in contents


def test_with_nothing_left_one_is_told(translator: Client, translation: Translation) -> None:
    agency.write(translation)
    answer = translator.get(address("work", "en"), follow=True)
    assert answer.status_code == 200
    assert documents.messages_of(answer)


def test_the_memory_leaves_as_tmx(translator: Client, translation: Translation) -> None:
    agency.write(translation)
    answer = translator.get(address("memory", "fr", "en"))
    assert b"EN Le carnet &amp; moi" in body(answer)
    assert ".tmx" in answer["Content-Disposition"]


def test_another_s_language_is_refused(stranger: Client, translation: Translation) -> None:
    for where in (
        address("download", translation.pk, "xliff"),
        address("upload", translation.pk),
        f"{address('selection')}?id={translation.pk}",
        address("work", "en"),
    ):
        assert stranger.get(where).status_code in {302, 403}, where
        assert not stranger.get(where).get("Content-Disposition")
    contents = agency.translated(agency.exported("xliff", translation))
    answer = send(stranger, address("upload_any"), contents)
    assert answer.status_code == 200
    assert "help-critical" in answer.content.decode()
    send(stranger, address("upload", translation.pk), contents)
    assert agency.kept(translation) == {}


def test_nobody_else_gets_in(client: Client, translation: Translation) -> None:
    for where in (address("download", translation.pk, "xliff"), address("memory", "fr", "en")):
        answer = client.get(where)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_what_is_not_there_is_404(translator: Client, translation: Translation) -> None:
    number = translation.pk
    gone = [
        address("download", number, "doc"),
        address("download", 10**9, "xliff"),
        address("upload", 10**9),
        address("work", "xx"),
        address("memory", "fr", "fr"),
        address("memory", "fr", "xx"),
        address("selection"),
        f"{address('selection')}?id=x",
        f"{address('selection')}?id={number}&id=999999999",
        f"{address('selection')}?id={10**30}",
        f"{address('selection')}?id=²",
    ]
    assert [where for where in gone if translator.get(where).status_code != 404] == []


def test_downloads_change_nothing_and_say_so(translator: Client, translation: Translation) -> None:
    for where in (
        address("download", translation.pk, "xliff"),
        address("selection"),
        address("work", "en"),
        address("memory", "fr", "en"),
    ):
        assert translator.post(where).status_code == 405, where
    assert translator.put(address("upload", translation.pk)).status_code == 405
