"""eTranslation through an administration's proxy: submitted, then looked for every minute."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import ATTEMPTS, enqueue, run_due
from tests import factories
from tests.translation.machine.conftest import LINKED, WRITTEN, Use, fresh, kept, patience
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State
MINUTE = timedelta(minutes=1)


@pytest.fixture
def request_sent(
    use: Use, machine: Machine, translation: Translation, person: Any, now: datetime
) -> MachineRequest:
    """Return a request the proxy has accepted."""
    use("proxy")
    request = enqueue(translation, person())
    assert run_due(now) == 1
    return fresh(request)


def test_texts_are_submitted_as_the_proxy_wants_them(
    request_sent: MachineRequest, machine: Machine
) -> None:
    assert request_sent.state == State.SENT
    submitted = {asked["text"] for kind, asked in machine.requests if kind == "submit"}
    assert {"Fin du texte.", LINKED} <= submitted
    assert {(a["sourceLang"], a["targetLang"]) for _kind, a in machine.requests} == {("fr", "en")}


def test_the_answer_is_proposed_once_all_of_it_is_there(
    request_sent: MachineRequest, machine: Machine, translation: Translation, now: datetime
) -> None:
    machine.not_yet = 1
    run_due(now + MINUTE)
    assert fresh(request_sent).state == State.SENT
    assert kept(translation) == WRITTEN
    machine.requests.clear()
    run_due(now + 2 * MINUTE)
    assert fresh(request_sent).state == State.ANSWERED
    assert kept(translation)[LINKED] == f"EN {LINKED}"
    assert len(machine.requests) == 1  # what had arrived was not asked for again


def test_plain_words_go_out_and_come_back_without_entities(
    use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    segment = translation.source.stringsegment_set.get(string__data="Fin du texte.")
    segment.string.data = "Nord &amp; Sud"
    segment.string.save()
    use("proxy")
    enqueue(translation, None)
    run_due(now)
    assert "Nord & Sud" in {asked["text"] for _kind, asked in machine.requests}
    run_due(now + MINUTE)
    assert kept(translation)["Nord &amp; Sud"] == "EN Nord &amp; Sud"


def test_texts_too_short_or_too_long_for_the_proxy_are_left_and_counted(
    use: Use, machine: Machine, translation: Translation, asker: Any, now: datetime
) -> None:
    segment = translation.source.stringsegment_set.get(string__data="Fin du texte.")
    segment.string.data = "ok"
    segment.string.save()
    use("proxy")
    request = enqueue(translation, asker)
    run_due(now)
    run_due(now + MINUTE)
    assert "ok" not in kept(translation)
    assert "ok" not in {asked["text"] for _kind, asked in machine.requests if "text" in asked}
    assert fresh(request).state == State.ANSWERED
    assert "1 passage came back" in fresh(request).message


def test_what_somebody_wrote_meanwhile_stays(
    request_sent: MachineRequest, translation: Translation, now: datetime
) -> None:
    segment = translation.source.stringsegment_set.get(string__data=LINKED)
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="By hand",
        translation_type="manual",
    )
    run_due(now + MINUTE)
    assert fresh(request_sent).state == State.ANSWERED
    assert kept(translation)[LINKED] == "By hand"


def test_a_text_is_answered_in_a_language_that_is_asked_for_later(use: Use) -> None:
    use("proxy")
    proxy: Any = get_machine_translator()
    french, english = map(factories.locale, ("fr", "en"))
    dutch = Locale.objects.create(language_code="nl")
    proxy.ask("one", french, english, {1: "Bonjour"})
    later = proxy.ask("another", french, dutch, {1: "Bonjour"})
    assert proxy.fetch(later.parts, dutch)[0] == {1: "EN Bonjour"}


@pytest.mark.parametrize("fault", [400, 401, 500, "slow", "garbage"])
def test_a_submission_that_fails_is_tried_again(
    fault: Any, use: Use, machine: Machine, translation: Translation, now: datetime
) -> None:
    use("proxy", TIMEOUT=patience(fault))
    machine.faults = [fault]
    request = enqueue(translation, None)
    run_due(now)
    found = fresh(request)
    assert (found.state, found.attempts, found.due) == (State.WAITING, 1, now + MINUTE)
    assert "eTranslation" in found.message
    use("proxy")
    run_due(now + MINUTE)
    assert fresh(request).state == State.SENT


def test_failures_to_look_are_counted_from_anew_and_forgiven_by_a_success(
    request_sent: MachineRequest, machine: Machine, now: datetime
) -> None:
    machine.faults = [500]
    run_due(now + MINUTE)
    found = fresh(request_sent)
    assert (found.state, found.attempts) == (State.SENT, 1)
    assert found.message
    machine.not_yet = 1
    run_due(found.due)
    assert (fresh(request_sent).attempts, fresh(request_sent).message) == (0, "")
    moment = fresh(request_sent).due
    for _attempt in range(ATTEMPTS):
        machine.faults = [502]
        run_due(moment)
        moment = fresh(request_sent).due
    assert fresh(request_sent).state == State.FAILED


def test_an_answer_that_never_comes_is_given_up_after_a_day(
    request_sent: MachineRequest, machine: Machine, translation: Translation, now: datetime
) -> None:
    machine.not_yet = 10_000
    run_due(now + timedelta(hours=23))
    assert fresh(request_sent).state == State.SENT
    run_due(now + timedelta(hours=25))
    assert fresh(request_sent).state == State.FAILED
    assert "eTranslation" in fresh(request_sent).message
    assert kept(translation) == WRITTEN


def test_another_machine_in_the_settings_is_asked_from_anew(
    request_sent: MachineRequest, use: Use, translation: Translation, now: datetime
) -> None:
    use("libretranslate")
    run_due(now + MINUTE)
    assert fresh(request_sent).state == State.ANSWERED
    tools = StringTranslation.objects.filter(translation_type="machine").values_list("tool_name")
    assert set(tools) == {("LibreTranslate",)}
