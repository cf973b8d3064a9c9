"""Where a request stands is seen in the editor and on the dashboard, and asked again there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import override
from wagtail_localize.models import Translation

from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import enqueue, run_due
from tests.translation.machine.conftest import ENGINES, Use, fresh
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State
DASHBOARD = reverse("parvis_overview:translations")


@pytest.fixture
def reader(asker: Any) -> Client:
    """Return the asker at the admin, in English."""
    client = Client()
    client.force_login(asker)
    return client


def editor(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def request_of(translation: Translation, **fields: Any) -> MachineRequest:
    engine = f"{ENGINES}.libretranslate.LibreTranslator"
    return MachineRequest.objects.create(translation=translation, engine=engine, **fields)


def shown(moment: Any) -> str:
    with override("en"):
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def test_nothing_is_said_where_nothing_was_asked(
    use: Use, translation: Translation, reader: Client
) -> None:
    use("libretranslate")
    assert "wb-asked" not in text(reader, editor(translation))
    assert 'ov-asked"' not in text(reader, DASHBOARD)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "is asked within a minute"),
        ({"attempts": 1}, "is being asked"),
        ({"state": State.SENT, "expires": timezone.now()}, "its answer is awaited until"),
    ],
)
def test_what_is_under_way_is_said_and_not_asked_again(
    fields: dict[str, Any], said: str, use: Use, translation: Translation, reader: Client
) -> None:
    use("libretranslate")
    request_of(translation, **fields)
    here, there = text(reader, editor(translation)), text(reader, DASHBOARD)
    assert said in here
    assert 'ov-asked"' in there
    assert "Ask again" not in here + there


@pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
def test_a_failure_is_explained_with_the_next_attempt_and_can_be_asked_again(
    state: State, use: Use, machine: Machine, translation: Translation, reader: Client
) -> None:
    use("libretranslate")
    due = timezone.now() + timedelta(minutes=30)
    request_of(translation, state=state, attempts=3, message="It is “down”.", due=due)
    for address in (editor(translation), DASHBOARD):
        content = text(reader, address)
        assert escape("It is “down”.") in content
        assert "Ask again" in content
        assert (shown(due) in content) == (state == State.WAITING)
    again = reader.post(DASHBOARD, {"again": translation.pk}, follow=True)
    assert "Ask again" not in again.content.decode()
    assert MachineRequest.objects.get().state == State.WAITING
    assert run_due(timezone.now() + timedelta(seconds=1)) == 1
    assert MachineRequest.objects.get().state == State.ANSWERED
    assert "read them before you publish" in text(reader, editor(translation))


def test_the_editor_s_button_has_the_queue_ask_now(
    use: Use, machine: Machine, translation: Translation, reader: Client
) -> None:
    use("libretranslate")
    due = timezone.now() + timedelta(minutes=30)
    request = request_of(translation, attempts=3, message="It is down.", due=due)
    address = reverse("parvis_translation:machine_translate", args=[translation.pk])
    assert f'action="{address}"' in text(reader, editor(translation))
    reader.post(address)
    assert fresh(request).due < due
    assert machine.requests == []


def test_nobody_asks_again_for_what_they_may_not_write(
    use: Use, translation: Translation, person: Any
) -> None:
    use("libretranslate")
    request = request_of(translation, attempts=1, message="It is down.")
    user = person("Translators", name="stranger")
    client = Client()
    client.force_login(user)
    for right in user.groups.get().page_permissions.all():
        if right.page.locale_id == translation.target_locale_id or right.page.is_root():
            right.delete()
    client.post(DASHBOARD, {"again": translation.pk})
    assert fresh(request).message == "It is down."


@pytest.mark.parametrize("number", ["", "x", "²", "0", "9" * 30])
def test_nonsense_is_not_found(number: str, reader: Client) -> None:
    assert reader.post(DASHBOARD, {"again": number}).status_code == 404


def test_the_dashboard_narrows_to_what_failed(
    use: Use, translation: Translation, reader: Client
) -> None:
    use("libretranslate")
    title = translation.source.object_repr
    enqueue(translation, None)
    assert title not in text(reader, f"{DASHBOARD}?machine=failed")
    MachineRequest.objects.update(state=State.FAILED)
    assert title in text(reader, f"{DASHBOARD}?machine=failed")
