"""What came of a machine is told to whoever asked it, in the inbox and by mail as anything else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail_localize.models import Translation

from parvis.translation.machine import queue
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.notices import wording
from parvis.translation.notices.digest import run_digest
from parvis.translation.notices.models import Kind, Notice
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings: Any) -> None:
    """Put a machine that answers into the settings."""
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }


@pytest.fixture
def broken(machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the machine fail each time."""

    def fail(*_args: Any) -> Any:
        raise MachineFailedError("It is down.")

    monkeypatch.setattr(queue, "ask_now", fail)


def run_to_the_end(request: MachineRequest, doing: Doing) -> MachineRequest:
    """Have the queue go on until nothing is expected any more."""
    while request.is_open:
        with doing():
            queue.run_due(request.due + timedelta(seconds=1))
        request.refresh_from_db()
    return request


def test_an_answer_is_told_once_and_mailed(
    work: Translation, anne: Any, machine: None, doing: Doing, told: Any
) -> None:
    request = run_to_the_end(queue.enqueue(work, anne), doing)
    with doing():
        request.save()
    assert told(anne) == [Kind.ANSWERED]
    notice = Notice.objects.get(person=anne)
    assert "Le carnet" in wording.sentence(notice)
    assert request.machine_name in wording.sentence(notice)
    assert wording.said(notice) == request.message
    run_digest()
    assert request.message in mail.outbox[0].body


def test_only_the_last_failure_is_told(
    work: Translation, anne: Any, broken: None, doing: Doing, told: Any
) -> None:
    request = queue.enqueue(work, anne)
    with doing():
        queue.run_due(timezone.now() + timedelta(seconds=1))
    request.refresh_from_db()
    assert request.message == "It is down."
    assert told(anne) == []
    run_to_the_end(request, doing)
    assert told(anne) == [Kind.FAILED]
    assert wording.said(Notice.objects.get(person=anne)) == "It is down."


def test_who_may_not_write_there_any_more_is_told_nothing(
    work: Translation, anne: Any, machine: None, doing: Doing, told: Any
) -> None:
    request = queue.enqueue(work, anne)
    anne.groups.clear()
    run_to_the_end(request, doing)
    assert told(anne) == []


def test_what_nobody_asked_for_is_told_to_nobody(
    work: Translation, machine: None, doing: Doing
) -> None:
    run_to_the_end(queue.enqueue(work, None), doing)
    assert not Notice.objects.exists()
