"""LibreTranslate and DeepL: a whole answer is proposed, anything else changes nothing."""

import socket
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from parvis.translation.machine import asking
from parvis.translation.machine.asking import translate_by_machine
from parvis.translation.machine.engines import calling
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.proposals import texts_to_translate
from parvis.translation.machine.queue import run_due
from tests.translation import documents
from tests.translation.machine.conftest import LINKED, WRITTEN, Use, kept, patience
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

KINDS = {"libretranslate": "LibreTranslate", "deepl": "DeepL"}
BOTH = pytest.mark.parametrize("kind", KINDS)


def ask(translation: Translation, user: Any) -> Any:
    return translate_by_machine(translation, user, get_machine_translator())


@BOTH
def test_what_is_missing_is_proposed_and_marked_as_the_machines(
    kind: str, use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    use(kind)
    outcome = ask(translation, person())
    total, done = translation.get_progress()
    assert total == done == outcome.applied.filled + 1
    assert kept(translation)[LINKED] == f"EN {LINKED}"
    assert kept(translation)["Le carnet"] == "The notebook"
    proposal = StringTranslation.objects.get(translation_of__data="Fin du texte.")
    assert (proposal.translation_type, proposal.tool_name) == ("machine", KINDS[kind])
    assert not translation.get_target_instance().live


def test_each_machine_is_told_the_languages_and_the_key(
    use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    user = person()
    use("libretranslate", API_KEY="k")
    ask(translation, user)
    StringTranslation.objects.filter(translation_type="machine").delete()
    use("deepl")
    ask(translation, user)
    (_libre, first), (_deepl, second) = machine.requests
    assert (first["source"], first["target"], first["api_key"]) == ("fr", "en", "k")
    assert (second["source_lang"], second["target_lang"]) == (["FR"], ["EN"])
    assert second["key"] == "DeepL-Auth-Key key"
    assert LINKED in first["q"]
    assert LINKED in second["text"]


FAULTS: list[tuple[str | int, str]] = [
    (401, "credentials"),
    (403, "credentials"),
    (400, "400"),
    (413, "413"),
    (429, "too much"),
    (529, "too much"),
    (456, "quota"),
    (500, "500"),
    (307, "307"),
    ("slow", "in time"),
    ("dribble", "in time"),
    ("garbage", "cannot be read"),
    ("types", "cannot be read"),
    ("half", "passages"),
]


@BOTH
@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_failure_is_told_with_the_machines_name_and_changes_nothing(
    kind: str,
    fault: str | int,
    words: str,
    use: Use,
    machine: Machine,
    translation: Translation,
    person: Any,
) -> None:
    use(kind, TIMEOUT=patience(fault))
    machine.faults = [fault]
    with override("en"):
        outcome = ask(translation, person())
    assert words in outcome.failure
    assert KINDS[kind] in outcome.failure
    assert kept(translation) == WRITTEN


@BOTH
def test_a_machine_that_is_not_there_is_told(
    kind: str, use: Use, translation: Translation, person: Any
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # taken, and nobody listens
        nowhere = f"http://127.0.0.1:{held.getsockname()[1]}"
        use(kind, LIBRETRANSLATE_URL=nowhere, URL=nowhere)
        assert KINDS[kind] in ask(translation, person()).failure
    assert kept(translation) == WRITTEN


@pytest.mark.parametrize("address", ["", "not an address", "http://", "ftp://127.0.0.1/"])
def test_an_address_that_is_none_is_told(
    address: str, use: Use, translation: Translation, person: Any
) -> None:
    use("libretranslate", LIBRETRANSLATE_URL=address)
    assert "LibreTranslate" in ask(translation, person()).failure


@BOTH
def test_a_passage_that_lost_its_link_is_left_to_the_translator_and_counted(
    kind: str, use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    use(kind)
    machine.faults = ["markup"]
    outcome = ask(translation, person())
    assert outcome.applied.refused == 1
    assert LINKED not in kept(translation)
    assert kept(translation)["Fin du texte."] == "EN Fin du texte."


@BOTH
def test_an_answer_of_which_nothing_can_be_used_is_a_failure(
    kind: str, use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    for segment in translation.source.stringsegment_set.exclude(string__data=LINKED):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": "Written", "translation_type": "manual"},
        )
    before = kept(translation)
    use(kind)
    machine.faults = ["markup"]
    with pytest.raises(MachineFailedError, match=KINDS[kind]):
        ask(translation, person())
    assert kept(translation) == before


@BOTH
def test_a_long_page_is_asked_in_several_calls_and_the_last_one_failing_changes_nothing(
    kind: str,
    use: Use,
    machine: Machine,
    translation: Translation,
    person: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "TEXTS_A_CALL", 2)
    use(kind)
    machine.faults = ["", 500]
    assert ask(translation, person()).failure
    assert kept(translation) == WRITTEN
    machine.requests.clear()
    assert run_due(timezone.now() + timedelta(minutes=2)) == 1
    assert len(machine.requests) > 1
    total, done = translation.get_progress()
    assert total == done


def test_an_answer_without_end_is_cut_off(
    use: Use,
    machine: Machine,
    translation: Translation,
    person: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "LARGEST", 20)
    use("libretranslate")
    assert "LibreTranslate" in ask(translation, person()).failure


def test_what_failed_at_once_is_tried_again_by_the_queue_and_told(
    use: Use, machine: Machine, translation: Translation, translator: Client, now: datetime
) -> None:
    use("libretranslate")
    machine.faults = [500]
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    answer = translator.post(address, {"next": "/admin/account/"}, follow=True)
    (message,) = answer.context["messages"]
    request = MachineRequest.objects.get()
    assert message.level_tag == "warning"
    assert request.message in str(message)
    assert (request.attempts, request.user.username) == (1, "translators")
    assert run_due(now) == 0  # a minute later
    assert run_due(request.due) == 1
    assert kept(translation)[LINKED] == f"EN {LINKED}"


def test_a_long_page_is_left_to_the_queue_without_a_call(
    use: Use,
    machine: Machine,
    translation: Translation,
    person: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use("libretranslate")
    texts = texts_to_translate(translation)
    for name, most in (
        ("TEXTS_AT_ONCE", len(texts) - 1),
        ("CHARACTERS_AT_ONCE", sum(map(len, texts.values())) - 1),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(asking, name, most)
            outcome = ask(translation, person(name=name))
        assert outcome.request == MachineRequest.objects.get()
        assert not outcome.failure
        MachineRequest.objects.all().delete()
    assert machine.requests == []
    assert ask(translation, person()).applied.filled == len(texts)


def test_an_answer_at_once_puts_an_end_to_a_failure_of_before(
    use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    use("libretranslate")
    MachineRequest.objects.create(translation=translation, engine="x", state="failed")
    ask(translation, person())
    assert not MachineRequest.objects.exists()


def test_the_editors_button_tells_what_was_left_out(
    use: Use, machine: Machine, translation: Translation, translator: Client
) -> None:
    use("libretranslate")
    machine.faults = ["markup"]
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    answer = translator.post(address, {"next": "/admin/account/"}, follow=True)
    (message,) = answer.context["messages"]
    assert message.level_tag == "warning"
    assert "LibreTranslate" in str(message)
    assert documents.messages_of(answer)


@pytest.mark.parametrize("text", ["Ελληνικά", "日本語"])
def test_a_call_is_small_enough_whatever_the_alphabet(text: str) -> None:
    texts = [StringValue(text * 500) for _number in range(60)]
    groups = list(calling.in_calls(texts))
    assert [one for group in groups for one in group] == texts
    assert len(groups) > 1
    for group in groups:
        form = {"text": [each.data for each in group]}
        sent = requests.Request("POST", "https://example.org", data=form).prepare()
        assert int(sent.headers["Content-Length"]) < 128 * 1024
