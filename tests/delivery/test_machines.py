"""Machines tell each other what changed."""

import json
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from parvis.delivery import machines
from parvis.delivery.changes import Changes
from parvis.delivery.machines import LONGEST, Listener, messages
from tests.delivery.processes import until

pytestmark = pytest.mark.django_db


def test_messages_are_as_short_as_the_database_asks_and_lose_nothing() -> None:
    keys = {f"made:{'é' * 20}{number}" for number in range(1_000)}
    sent = list(messages("here", keys))
    assert len(sent) > 1
    assert max(len(message.encode()) for message in sent) <= LONGEST
    assert {key for message in sent for key in json.loads(message)[1:]} == keys
    assert {json.loads(message)[0] for message in sent} == {"here"}


def test_nothing_is_sent_where_nothing_changed() -> None:
    assert list(messages("here", set())) == []


def test_each_machine_has_a_name_of_its_own(tmp_path: Path) -> None:
    one, same = (Changes(tmp_path / "a", lambda keys: None) for _time in range(2))
    other = Changes(tmp_path / "b", lambda keys: None)
    assert one.origin == same.origin != other.origin


if connection.vendor == "postgresql":

    def test_a_connection_that_falls_silent_is_noticed() -> None:
        with psycopg.connect(**machines._parameters()) as listening:
            used = listening.info.get_parameters()
        assert int(used["keepalives_idle"]) <= 10
        assert int(used["tcp_user_timeout"]) <= 30_000
        assert int(used["connect_timeout"]) <= 10

    def test_others_are_heard_and_all_is_forgotten_after_a_lost_connection(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(machines, "PAUSE", 0.05)
        told: list[frozenset[str]] = []
        changes = Changes(tmp_path, told.append)
        listener = Listener(changes)
        listener.start()
        assert listener.is_listening.wait(10)
        assert told == [{"*"}]  # what was kept before nobody told it of
        told.clear()
        with psycopg.connect(**machines._parameters(), autocommit=True) as other:
            for origin, key in ((changes.origin, "page:1"), ("elsewhere", "page:2")):
                other.execute(
                    "SELECT pg_notify(%s, %s)", [machines.CHANNEL, json.dumps([origin, key])]
                )
            until(lambda: told == [{"page:2"}])
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
            until(lambda: told == [{"page:2"}, {"*"}])
            other.execute(
                "SELECT pg_notify(%s, %s)",
                [machines.CHANNEL, json.dumps(["elsewhere", "page:3"])],
            )
            until(lambda: told[-1] == {"page:3"})
        listener.close()
