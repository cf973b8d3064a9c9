"""Publishing on time, in one process that stays."""

import logging
import os
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from parvis.pages import rounds
from parvis.pages.management.commands import run_schedule
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ended_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever started it has gone already: it does one round and ends."""
    reading, writing = os.pipe()
    os.close(writing)
    monkeypatch.setattr(sys, "stdin", os.fdopen(reading))
    # The test's own transaction would end with its connection.
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)


def test_what_is_due_is_published_and_what_is_not_waits() -> None:
    due, early = (factories.article(title, live=False) for title in ("Tantôt", "Plus tard"))
    due.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    early.save_revision(approved_go_live_at=timezone.now() + timedelta(minutes=1))
    call_command("run_schedule", until_input_ends=True)
    due.refresh_from_db()
    early.refresh_from_db()
    assert (due.live, early.live) == (True, False)


def test_a_database_that_is_away_is_reported_and_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = []

    def away(name: str, **_options: Any) -> None:
        rounds.append(name)
        raise DatabaseError("the server closed the connection")

    monkeypatch.setattr(run_schedule, "call_command", away)
    with caplog.at_level(logging.ERROR):
        call_command("run_schedule", until_input_ends=True)
    assert rounds == ["publish_scheduled"]
    assert "the next one tries again" in caplog.text


def test_what_the_parts_of_the_house_registered_is_done_even_where_one_of_them_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def fail() -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(rounds, "_registered", [])
    rounds.register_round(fail)
    rounds.register_round(lambda: done.append("second"))
    with caplog.at_level(logging.ERROR):
        call_command("run_schedule", until_input_ends=True)
    assert done == ["second"]
    assert "a fault" in caplog.text
