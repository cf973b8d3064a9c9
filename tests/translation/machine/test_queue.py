"""The queue: what is asked is asked once, tried again with patience, and lost by nobody's fault."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation

from parvis.pages.management.commands import run_schedule
from parvis.translation.machine import queue
from parvis.translation.machine.asking import translate_by_machine
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import enqueue, run_due
from tests.translation.machine.conftest import LINKED, PATIENCE, WRITTEN, Use, fresh, kept
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State


def test_a_translation_has_one_open_request(
    use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    use("proxy")
    first = enqueue(translation, person())
    assert enqueue(translation, None) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        MachineRequest.objects.create(translation=translation, engine="another")
    assert machine.requests == []


def test_asking_again_replaces_what_came_of_the_last_time(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("libretranslate")
    enqueue(translation, None)
    run_due(now)
    enqueue(translation, None)
    assert [request.state for request in MachineRequest.objects.all()] == [State.WAITING]


def test_without_a_machine_nothing_is_queued(translation: Translation, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    with pytest.raises(MachineFailedError):
        enqueue(translation, None)
    assert not MachineRequest.objects.exists()


def test_languages_that_are_the_same_to_the_machine_are_refused(
    use: Use, translation: Translation
) -> None:
    use("proxy")
    translation.source.locale.language_code = "en-gb"
    with override("en"), pytest.raises(MachineFailedError, match="does not translate from"):
        enqueue(translation, None)


def test_a_machine_that_answers_at_once_is_asked_by_the_queue_too(
    use: Use, machine: Machine, translation: Translation, person: Any, now: datetime
) -> None:
    use("libretranslate")
    request = enqueue(translation, person())
    assert run_due(now) == 1
    assert fresh(request).state == State.ANSWERED
    assert kept(translation)[LINKED] == f"EN {LINKED}"
    assert run_due(now + timedelta(days=2)) == 0


def test_the_process_that_publishes_on_time_looks_after_the_queue(
    use: Use, machine: Machine, translation: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_schedule.Command, "_wait", lambda *_args, **_options: True)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    use("libretranslate")
    request = enqueue(translation, None)
    call_command("run_schedule")
    assert fresh(request).state == State.ANSWERED


def test_failures_are_tried_again_after_1_5_30_and_30_minutes_and_then_told(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("libretranslate", TIMEOUT=PATIENCE)
    machine.faults = [500, "slow", "garbage", "half", 429]
    request = enqueue(translation, None)
    with override("fr"):
        for attempt, minutes in enumerate((1, 5, 30, 30), start=1):
            assert run_due(now) == 1
            found = fresh(request)
            assert (found.state, found.attempts) == (State.WAITING, attempt)
            assert found.due == now + timedelta(minutes=minutes)
            assert "LibreTranslate" in found.message
            assert run_due(found.due - timedelta(seconds=1)) == 0
            now = found.due
        assert run_due(now) == 1
    found = fresh(request)
    assert (found.state, found.attempts) == (State.FAILED, 5)
    assert "LibreTranslate" in found.message
    assert kept(translation) == WRITTEN
    assert run_due(now + timedelta(days=1)) == 0


def test_a_failure_once_is_mended_by_the_next_attempt(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("libretranslate")
    machine.faults = [500]
    request = enqueue(translation, None)
    run_due(now)
    run_due(now + timedelta(minutes=1))
    assert fresh(request).state == State.ANSWERED


def test_a_crash_with_a_request_in_hand_only_delays_it(
    use: Use, machine: Machine, translation: Translation, now: datetime, monkeypatch: Any
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)
    with monkeypatch.context() as patch:
        patch.setattr(queue, "_advance", lambda *_args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            run_due(now)
    assert fresh(request).state == State.WAITING
    assert run_due(now + timedelta(minutes=1)) == 0  # whoever has it may still be alive
    assert run_due(now + queue.IN_HAND + timedelta(minutes=1)) == 1
    assert fresh(request).state == State.ANSWERED


def test_a_request_that_ends_its_process_every_time_is_given_up(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)
    MachineRequest.objects.update(attempts=queue.ATTEMPTS)
    run_due(now)
    assert fresh(request).state == State.FAILED
    assert machine.requests == []


def test_who_was_overtaken_writes_nothing(
    use: Use, machine: Machine, translation: Translation, now: datetime, monkeypatch: Any
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)

    def overtaken(*_args: Any) -> dict[int, str | None]:
        later = timezone.now() + timedelta(hours=1)
        MachineRequest.objects.filter(pk=request.pk).update(due=later)
        return {segment.string_id: "EN" for segment in translation.source.stringsegment_set.all()}

    monkeypatch.setattr(queue, "ask_now", overtaken)
    run_due(now)
    assert fresh(request).state == State.WAITING
    assert kept(translation) == WRITTEN


def test_a_fault_of_ours_is_logged_and_keeps_nothing_else_waiting(
    use: Use,
    machine: Machine,
    translation: Translation,
    now: datetime,
    monkeypatch: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)
    monkeypatch.setattr(queue, "apply_answer", lambda *_args: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert run_due(now) == 1
    assert "ZeroDivisionError" in caplog.text
    assert fresh(request).state == State.WAITING


def test_nothing_left_to_translate_closes_the_request_without_a_call(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": "Written", "translation_type": "manual"},
        )
    run_due(now)
    assert fresh(request).state == State.ANSWERED
    assert machine.requests == []


def test_a_machine_no_longer_in_the_settings_is_told(
    use: Use, translation: Translation, now: datetime, settings: Any
) -> None:
    use("libretranslate")
    request = enqueue(translation, None)
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    run_due(now)
    assert fresh(request).message


def test_whoever_asked_is_told_in_their_own_language(
    use: Use, machine: Machine, translation: Translation, asker: Any, now: datetime
) -> None:
    use("libretranslate")
    machine.faults = [456]
    request = enqueue(translation, asker)
    run_due(now)
    assert fresh(request).message == (
        "The quota of LibreTranslate is used up: nothing was changed."
    )


def test_the_button_puts_a_machine_that_answers_later_into_the_queue(
    use: Use, machine: Machine, translation: Translation, person: Any
) -> None:
    use("proxy")
    outcome = translate_by_machine(translation, person(), get_machine_translator())
    assert outcome.request == MachineRequest.objects.get()
    assert machine.requests == []


def test_asking_again_sends_what_waits_for_its_next_attempt_now(
    use: Use, machine: Machine, translation: Translation, asker: Any, person: Any, now: datetime
) -> None:
    use("libretranslate")
    machine.faults = [500, 500]
    request = enqueue(translation, asker)
    run_due(now)
    run_due(fresh(request).due)
    other = person(name="other")
    assert fresh(request).can_be_asked_again
    assert enqueue(translation, other) == request
    found = fresh(request)
    assert (found.attempts, found.message, found.user) == (0, "", other)
    assert run_due(timezone.now() + timedelta(seconds=1)) == 1
    assert fresh(request).state == State.ANSWERED


def test_asking_again_takes_nothing_from_whoever_is_asking(
    use: Use, machine: Machine, translation: Translation, now: datetime, monkeypatch: Any
) -> None:
    use("libretranslate")
    machine.faults = [500]
    request = enqueue(translation, None)
    run_due(now)
    due = fresh(request).due
    asked = queue.ask_now

    def meanwhile(*args: Any) -> Any:
        assert fresh(request).is_in_hand
        enqueue(translation, None)
        return asked(*args)

    monkeypatch.setattr(queue, "ask_now", meanwhile)
    run_due(due)
    assert fresh(request).state == State.ANSWERED
    assert kept(translation)[LINKED] == f"EN {LINKED}"
