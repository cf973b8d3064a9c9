"""A memory of many segments that begin alike answers as one of few does, with the right ones."""

import pytest
from django.db import connection

from parvis.translation.memory import candidates
from parvis.translation.memory.lookup import matches
from tests.translation.memory.segments import ask, locale, remember

pytestmark = pytest.mark.django_db

FORMULA = "Le collège communal, réuni en séance publique sous la présidence du bourgmestre, décide"
PLACE = "de paver la halle"
COMMON = 40  # more than the segments that are compared in full
GRAIN = 10  # steps of SQLite


@pytest.fixture(autouse=True)
def common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what few segments have to be common."""
    monkeypatch.setattr(candidates, "COMMON", COMMON)


def fill(start: int, end: int) -> None:
    for number in range(start, end):
        remember(f"{FORMULA} : point {number}", f"Item {number}")


def test_an_old_segment_is_found_by_what_is_its_own() -> None:
    remember(f"{FORMULA} {PLACE}", "The hall")
    fill(0, 100)
    for asked in (f"{FORMULA} {PLACE}", f"{FORMULA} {PLACE} grise"):
        assert ask(asked)[0].target == "The hall"


def steps() -> int:
    """Return the steps SQLite takes for a segment like all others; 0 elsewhere."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += GRAIN
        return 0

    french, english = locale("fr"), locale("en")
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(count, GRAIN)
    assert matches(f"{FORMULA} : point 1000", french, english)
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(None, GRAIN)
    return taken


def test_it_costs_the_same_among_few_and_many_that_are_alike() -> None:
    fill(0, 80)
    few = steps()
    fill(80, 320)
    assert steps() <= few * 1.2
