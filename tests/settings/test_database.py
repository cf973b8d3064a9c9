"""How the database is opened: SQLite that waits instead of failing, PostgreSQL through a pool."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from parvis.settings.base import SQLITE_OPTIONS
from tests.settings.production import ENVIRONMENT, run

SHOW = """
import json
from parvis.settings import production
print(json.dumps(production.DATABASES["default"]))
"""


@pytest.fixture
def files(tmp_path: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """A SQLite database in a file, opened as the site opens its own, once in each thread."""
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "parvis.sqlite3"),
        "OPTIONS": SQLITE_OPTIONS,
    }
    with django_db_blocker.unblock():
        handler = ConnectionHandler({"default": database})
        yield handler
        handler.close_all()


def pragma(files: ConnectionHandler, name: str) -> Any:
    with files["default"].cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
        ("temp_store", 2),
        ("cache_size", -20_000),
        ("mmap_size", 134_217_728),
    ],
)
def test_sqlite_is_opened_with_sensible_pragmas(
    files: ConnectionHandler, name: str, value: str | int
) -> None:
    assert pragma(files, name) == value


def test_two_writers_at_once_wait_for_each_other(files: ConnectionHandler) -> None:
    """Each reads, then writes: without the lock at the beginning, one would fail half-way."""
    with files["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE counter (n integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    errors: list[Exception] = []
    together = threading.Barrier(2)

    def count() -> None:
        own = files["default"]
        try:
            for _turn in range(20):
                together.wait(10)
                own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
                with own.cursor() as cursor:
                    (n,) = cursor.execute("SELECT n FROM counter").fetchone()
                    time.sleep(0.005)  # the other reads too, if it may
                    cursor.execute("UPDATE counter SET n = %s", [n + 1])
                own.commit()
                own.set_autocommit(True)
        except Exception as error:
            together.abort()
            errors.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with files["default"].cursor() as cursor:
        assert cursor.execute("SELECT n FROM counter").fetchone() == (40,)


def test_production_opens_postgresql_through_a_pool(tmp_path: Path) -> None:
    done = run("-c", SHOW, data=tmp_path, environment=ENVIRONMENT | {"DATABASE_POOL_MAX": "5"})
    database = json.loads(done.stdout)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    pool = database["OPTIONS"]["pool"]
    assert pool.pop("reconnect_timeout") <= 10  # how long after an outage pages may say 503
    assert pool == {"min_size": 1, "max_size": 5, "max_waiting": 5, "timeout": 5}
    assert not database.get("CONN_MAX_AGE")  # Django refuses both at once
    assert database["OPTIONS"]["prepare_threshold"] == 2


def test_plans_are_not_kept_where_a_pooler_stands_between(tmp_path: Path) -> None:
    told = ENVIRONMENT | {"DATABASE_KEEP_PLANS": "false"}
    done = run("-c", SHOW, data=tmp_path, environment=told)
    assert "prepare_threshold" not in json.loads(done.stdout)["OPTIONS"]


if connection.vendor == "postgresql":

    def test_connections_come_from_the_pool_and_go_back(
        django_db_setup: None, django_db_blocker: Any
    ) -> None:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            pool = connection.pool
            assert pool.get_stats()["pool_max"] == 8
            connection.close()
            before = pool.get_stats()["requests_num"]
            connection.ensure_connection()
            assert connection.pool is pool
            assert pool.get_stats()["requests_num"] == before + 1
