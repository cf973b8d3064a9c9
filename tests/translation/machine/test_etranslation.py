"""eTranslation asked directly: credentials, one document, and what it says at once."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from wagtail_localize.models import Translation

from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import ATTEMPTS, enqueue, run_due
from tests.translation.machine.conftest import LINKED, Use, fresh, patience
from tests.translation.machine.deliveries import address, document_of, form, packed
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State


@pytest.mark.parametrize("auth", ["digest", "basic"])
def test_the_request_says_who_asks_and_where_to_answer(
    auth: str, use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    machine.auth = auth
    use("etranslation", AUTH=auth, CALLBACK_URL="https://parvis.example/", DOMAIN="SPD")
    request = enqueue(translation, None)
    run_due(now)
    found = fresh(request)
    assert (found.state, found.number) == (State.SENT, "4711")
    _kind, asked = machine.requests[-1]
    assert asked["externalReference"] == found.reference
    assert asked["requesterCallback"] == f"https://parvis.example{address(found)}"
    assert asked["errorCallback"] == f"https://parvis.example{address(found, 'error/')}"
    assert asked["destinations"] == {"httpDestinations": [asked["requesterCallback"]]}
    assert (asked["sourceLanguage"], asked["targetLanguages"]) == ("FR", ["EN"])
    assert asked["callerInformation"] == {"application": "parvis", "username": "parvis"}
    assert asked["domain"] == "SPD"
    assert f">{LINKED}</p>" in document_of(machine)
    assert ">Le carnet</p>" not in document_of(machine)  # it is translated


@pytest.mark.parametrize("number", ["-20028", "-20001", "0x", "", "4711 thanks", "9" * 40])
def test_a_number_that_is_an_error_is_told_and_tried_again(
    number: str, use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("etranslation")
    machine.number = number
    request = enqueue(translation, None)
    run_due(now)
    found = fresh(request)
    assert (found.state, found.due) == (State.WAITING, now + timedelta(minutes=1))
    assert "eTranslation" in found.message
    machine.number = "4712"
    run_due(found.due)
    assert (fresh(request).state, fresh(request).number) == (State.SENT, "4712")


def test_wrong_credentials_are_told(
    use: Use, machine: Machine, translation: Translation, asker: Any, now: datetime
) -> None:
    use("etranslation", PASSWORD="wrong")
    request = enqueue(translation, asker)
    run_due(now)
    assert fresh(request).state == State.WAITING
    assert "credentials" in fresh(request).message
    assert machine.requests == []


@pytest.mark.parametrize("fault", [500, "slow", "dribble", "garbage"])
def test_a_service_that_fails_is_tried_again_under_the_same_reference(
    fault: Any, use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    """It may have taken the request all the same, and its answer is welcome."""
    use("etranslation", TIMEOUT=patience(fault))
    machine.faults = [fault]
    request = enqueue(translation, None)
    run_due(now)
    found = fresh(request)
    assert (found.state, found.reference) == (State.WAITING, request.reference)


def test_the_address_in_the_request_is_one_of_the_site(machine: Machine, sent: Any) -> None:
    _kind, asked = machine.requests[-1]
    assert urlsplit(asked["requesterCallback"]).path == address(sent)


def test_a_reported_failure_is_told_and_sent_again_under_a_new_reference(
    sent: MachineRequest, machine: Machine, translation: Translation, outside: Client
) -> None:
    report = {"request-id": "4711", "error-code": "-20028", "error-message": "Quota"}
    assert outside.post(address(sent, "error/"), report).status_code == 200
    found = fresh(sent)
    assert found.state == State.WAITING
    assert found.reference != sent.reference
    assert "eTranslation" in found.message
    assert outside.post(address(sent), form(sent, packed(machine))).status_code == 404
    run_due(found.due)
    assert machine.requests[-1][1]["externalReference"] == found.reference
    assert outside.post(address(found), form(found, packed(machine))).status_code == 200
    assert fresh(sent).state == State.ANSWERED


@pytest.mark.parametrize("code", ["", "x", "9" * 50, "-1", "١٢"])
def test_whatever_the_report_says_it_is_understood_as_a_failure(
    code: str, sent: MachineRequest, outside: Client
) -> None:
    assert outside.post(address(sent, "error/"), {"error-code": code}).status_code == 200
    assert fresh(sent).state == State.WAITING


def test_the_fifth_reported_failure_is_the_last(sent: MachineRequest, outside: Client) -> None:
    for _attempt in range(ATTEMPTS):
        request = fresh(sent)
        assert request.state == State.SENT
        outside.post(address(request, "error/"), {"error-code": "-1"})
        run_due(fresh(sent).due)
    assert fresh(sent).state == State.FAILED
