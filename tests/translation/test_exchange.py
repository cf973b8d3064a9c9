"""Passages from a PO file or a machine: what cannot be used is explained, and nothing is lost."""

import json
from typing import Any
from unittest.mock import patch

import polib
import pytest
import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import StringTranslation, Translation

from blog.models import ArticlePage
from parvis.translation.machine.models import MachineRequest
from tests import factories
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


class BrokenMachine(DummyTranslator):
    """A machine whose answers the tests decide."""

    display_name = "La Machine"
    answer: Any = None

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        if isinstance(BrokenMachine.answer, Exception):
            raise BrokenMachine.answer
        return BrokenMachine.answer


@pytest.fixture
def translation(translator: Client) -> Translation:
    """Return a translation under way, with one passage translated."""
    article = factories.article("Le carnet", search_description="Un carnet.")
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    segment = translation.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="The notebook",
        translation_type="manual",
    )
    return translation


def kept(translation: Translation) -> list[str]:
    """Return the translations there are."""
    found = StringTranslation.objects.filter(locale=translation.target_locale)
    return list(found.order_by("data").values_list("data", flat=True))


def upload(client: Client, translation: Translation, content: bytes | str | None) -> Any:
    """Send a file as wagtail-localize's dialog did, to its address."""
    data: dict[str, Any] = {}
    if content is not None:
        raw = content.encode() if isinstance(content, str) else content
        data["file"] = SimpleUploadedFile("en.po", raw)
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    return client.post(address, data)


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n'
ENTRY = '\nmsgctxt "title"\nmsgid "Le carnet"\nmsgstr "L’été"\n'


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe",
        "not a PO file at all",
        HEADER.format(charset="utf-8") + ENTRY,
        'msgid "x\nmsgstr',
        (HEADER.format(charset="utf-8") + ENTRY).encode("cp1252"),
        (HEADER.format(charset="no-such-charset") + ENTRY),
        b"msgid",
        "\n\n\n",
    ],
    ids=[
        "no file",
        "empty",
        "a picture",
        "text",
        "no header",
        "unclosed",
        "latin-1",
        "charset",
        "cut",
        "blank",
    ],
)
def test_a_file_that_cannot_be_used_is_explained_and_changes_nothing(
    translator: Client, translation: Translation, content: Any
) -> None:
    answer = upload(translator, translation, content)
    assert answer.status_code == 422
    assert answer.context["problem"] or answer.context["form"].errors
    assert kept(translation) == ["The notebook"]


def test_the_file_of_another_page_is_refused(translator: Client, translation: Translation) -> None:
    other = documents.translate(factories.article("Un autre carnet"))
    answer = upload(translator, translation, str(other.export_po()))
    assert answer.context["problem"]
    assert kept(translation) == ["The notebook"]


def test_passages_the_page_no_longer_has_are_named(
    translator: Client, translation: Translation
) -> None:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = documents.english(entry.msgid)
    po.append(polib.POEntry(msgctxt="title", msgid="Un vieux titre", msgstr="An old title"))
    answer = upload(translator, translation, str(po))
    assert "Un vieux titre" in answer.content.decode()
    assert "An old title" in answer.content.decode()
    assert translation.get_progress()[0] == translation.get_progress()[1]


def test_passages_left_empty_in_the_file_keep_their_translation(
    translator: Client, translation: Translation
) -> None:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = ""
    upload(translator, translation, str(po))
    assert kept(translation) == ["The notebook"]


def test_the_marks_inside_a_sentence_and_the_calls_of_notes_stay_in_their_place(
    translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    text = '<p>Dix m<sup>2</sup> de pavés<a href="#note-1"><sup>1</sup></a>, puis rien.</p>'
    article = factories.article("Le carnet", body=[("text", text)])
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    strings = [s.string.data for s in translation.source.stringsegment_set.all()]
    assert 'Dix m<sup>2</sup> de pavés<a id="a1"><sup>1</sup></a>, puis rien.' in strings
    documents.fill(translator, translation)
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(article))
    made = str(documents.target_of(article).body)
    assert 'EN Dix m<sup>2</sup> de pavés<a href="#note-1"><sup>1</sup></a>, puis rien.' in made


# Machines -------------------------------------------------------------------------------------


@pytest.fixture
def machine(settings: Any) -> None:
    """Put the broken machine in the settings."""
    name = f"{BrokenMachine.__module__}.{BrokenMachine.__qualname__}"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": name, "OPTIONS": {}}


FAILURES = [
    requests.ConnectionError("refused"),
    requests.Timeout("too long"),
    json.JSONDecodeError("no JSON", "<html>", 0),
    KeyError("translations"),
    "not a table of answers",
]


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_a_machine_that_fails_says_so_and_loses_nothing(
    translator: Client, translation: Translation, machine: None, failure: Any
) -> None:
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    with patch.object(BrokenMachine, "answer", failure):
        answer = translator.post(address, {"next": "/admin/account/"}, follow=True)
    assert answer.status_code == 200
    assert "La Machine" in documents.messages_of(answer)
    assert "La Machine" in MachineRequest.objects.get().message
    assert kept(translation) == ["The notebook"]


def test_an_update_leaves_the_machine_to_the_queue(
    translator: Client, translation: Translation, machine: None
) -> None:
    article = ArticlePage.objects.get(
        translation_key=translation.source.object_id, locale__language_code="fr"
    )
    article.title = "Le carnet neuf"
    article.save_revision().publish()
    answer = documents.update(translator, article, use_machine_translation="on", follow=True)
    assert MachineRequest.objects.get().translation == translation
    assert "La Machine" in documents.messages_of(answer)
    assert translation.source.stringsegment_set.filter(string__data="Le carnet neuf").exists()


def test_a_machine_fills_what_is_missing_and_leaves_what_was_written(
    translator: Client, translation: Translation, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    translator.post(address, {"next": "/admin/account/"})
    total, done = translation.get_progress()
    assert total == done
    assert "The notebook" in kept(translation)


def test_without_a_machine_there_is_nothing_to_ask(
    translator: Client, translation: Translation
) -> None:
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    assert translator.post(address).status_code == 404
