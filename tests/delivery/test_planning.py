"""SQLite looks at its tables now and then; PostgreSQL does so by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.delivery import planning

pytestmark = pytest.mark.django_db


def looks(times: int) -> int:
    """Return how often the tables were looked at in that many rounds."""
    with CaptureQueriesContext(connection) as asked:
        for _round in range(times):
            planning.look_now_and_then()
    return len([query for query in asked if query["sql"] == "ANALYZE"])


def test_tables_are_looked_at_first_and_then_every_ten_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planning, "_looked", [])
    own = 1 if connection.vendor == "sqlite" else 0
    assert looks(3) == own
    monkeypatch.setattr(planning, "EVERY", 0.0)
    assert looks(2) == 2 * own


def test_what_it_looked_at_is_known_to_it() -> None:
    planning.look_at_tables()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'wagtailcore_page'")
            assert cursor.fetchone()[0] > 0
