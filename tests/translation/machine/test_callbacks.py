"""The secret addresses eTranslation answers to: one answer, in time, and whole."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.machine import views
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import enqueue, run_due
from tests.translation.machine.bridge import site_on_a_port
from tests.translation.machine.conftest import LINKED, WRITTEN, Use, fresh, kept
from tests.translation.machine.deliveries import address, form, packed
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State


def test_the_answer_comes_over_http_even_before_its_number_does(
    use: Use, machine: Machine, translation: Translation, person: Any, now: datetime
) -> None:
    answers = []

    def call_back(asked: dict[str, Any]) -> None:
        text = packed(machine)
        fields = {"request-id": "4711", "target-language": "EN", "translated-text": text}
        answers.append(requests.post(asked["requesterCallback"], data=fields, timeout=20))

    machine.before_answering = call_back
    with site_on_a_port() as url:
        use("etranslation", CALLBACK_URL=url, TIMEOUT=20)
        request = enqueue(translation, person())
        run_due(now)
    assert [answer.status_code for answer in answers] == [200]
    assert fresh(request).state == State.ANSWERED
    assert kept(translation)[LINKED] == f"EN {LINKED}"
    total, done = translation.get_progress()
    assert total == done
    proposal = StringTranslation.objects.get(translation_of__data=LINKED)
    assert (proposal.translation_type, proposal.tool_name) == ("machine", "eTranslation")
    assert proposal.last_translated_by == request.user


def test_a_document_may_come_as_the_body_with_its_fields_in_the_address(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    query = f"?request-id=4711&target-language=EN&external-reference={sent.reference}"
    for content_type in ("text/plain", "application/x-www-form-urlencoded"):
        answer = outside.post(
            address(sent) + query, packed(machine).replace("\n", ""), content_type=content_type
        )
        assert answer.status_code == (200 if content_type == "text/plain" else 404)
    assert kept(translation)[LINKED] == f"EN {LINKED}"


def test_a_body_with_the_content_type_of_a_form_is_read_as_it_is(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    query = "?request-id=4711&target-language=en"
    kind = "application/x-www-form-urlencoded"
    answer = outside.post(address(sent) + query, packed(machine), content_type=kind)
    assert answer.status_code == 200
    assert kept(translation)[LINKED] == f"EN {LINKED}"


def test_a_notice_without_text_changes_nothing_and_spends_nothing(
    sent: MachineRequest, machine: Machine, outside: Client
) -> None:
    assert outside.post(address(sent), form(sent, "")).status_code == 200
    assert fresh(sent).state == State.SENT
    assert outside.post(address(sent), form(sent, packed(machine))).status_code == 200
    assert fresh(sent).state == State.ANSWERED


def test_an_answer_is_taken_once(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    answer = form(sent, packed(machine))
    assert outside.post(address(sent), answer).status_code == 200
    StringTranslation.objects.filter(translation_type="machine").delete()
    assert outside.post(address(sent), answer).status_code == 404
    assert outside.post(address(sent, "error/"), answer).status_code == 404
    assert kept(translation) == WRITTEN


def test_an_answer_that_comes_too_late_is_not_taken(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    MachineRequest.objects.update(expires=timezone.now())
    assert outside.post(address(sent), form(sent, packed(machine))).status_code == 404
    assert kept(translation) == WRITTEN
    run_due(timezone.now() + timedelta(days=2))
    assert fresh(sent).state == State.FAILED


def test_only_the_address_that_was_given_answers(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    text = packed(machine)
    for wrong in ("x", sent.reference[:-1], sent.reference.swapcase(), "%00", str(sent.pk)):
        url = f"/machine/etranslation/{wrong}/"
        assert outside.post(url, form(sent, text)).status_code == 404
    assert outside.post(address(sent), form(sent, text, external_reference="x")).status_code == 404
    assert outside.post(address(sent), form(sent, text, target_language="NL")).status_code == 404
    assert outside.get(address(sent)).status_code == 405
    assert fresh(sent).state == State.SENT
    assert kept(translation) == WRITTEN


def test_nobody_answers_what_was_not_sent(
    use: Use, translation: Translation, outside: Client
) -> None:
    use("etranslation")
    request = enqueue(translation, None)
    assert outside.post(address(request), form(request, "<p id='s1'>EN</p>")).status_code == 404


HOSTILE = [
    "garbage",
    "<p>no mark</p>",
    "<p id='s999999999999999999'>EN</p>",
    "<p id='s1'>" + "<b>" * 5000,
    "\0",
    base64.b64encode(b"\xff\xfe\x00").decode(),
    "<!DOCTYPE " + "<" * 1000,
    "é" * 1000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_an_answer_that_cannot_be_read_is_noted_and_asked_again_elsewhere(
    text: str, sent: MachineRequest, translation: Translation, outside: Client
) -> None:
    assert outside.post(address(sent), form(sent, text)).status_code == 400
    assert kept(translation) == WRITTEN
    found = fresh(sent)
    assert found.state == State.WAITING
    assert "eTranslation" in found.message
    assert found.reference != sent.reference
    assert outside.post(address(sent), form(sent, text)).status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"\xff\xfe\xff", "text/plain", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 400),
        (b"x", "multipart/form-data", 400),
        (b"a=1&" * 20_000, "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_is_none_is_answered_too(
    body: bytes, kind: str, status: int, sent: MachineRequest, outside: Client
) -> None:
    answer = outside.post(address(sent), body, content_type=kind)
    assert answer.status_code == status


def test_more_than_any_page_holds_is_refused(
    sent: MachineRequest, machine: Machine, outside: Client
) -> None:
    huge = form(sent, "x" * (views.LARGEST + 1))
    assert outside.post(address(sent), huge).status_code == 413
    assert outside.post(address(sent), form(sent, packed(machine))).status_code == 200


def test_half_a_document_is_no_answer(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    assert outside.post(address(sent), form(sent, packed(machine, "half"))).status_code == 400
    assert kept(translation) == WRITTEN
    assert fresh(sent).state == State.WAITING


def test_a_passage_that_lost_its_link_is_left_and_counted(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    assert outside.post(address(sent), form(sent, packed(machine, "markup"))).status_code == 200
    assert LINKED not in kept(translation)
    assert kept(translation)["Fin du texte."] == "EN Fin du texte."
    assert "1 passage came back" in fresh(sent).message


def test_what_somebody_wrote_meanwhile_stays(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    segment = translation.source.stringsegment_set.get(string__data=LINKED)
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="By hand",
        translation_type="manual",
    )
    outside.post(address(sent), form(sent, packed(machine)))
    assert kept(translation)[LINKED] == "By hand"
