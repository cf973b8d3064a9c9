"""Databases of sites that are served, on the engine and the server of the tests' own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo


@contextmanager
def copied(data: Path) -> Iterator[str]:
    """Copy what the tests begin with for a site whose data is there.

    Return the copy’s DATABASE_URL; nothing on SQLite, where it is a file in there.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(data / "parvis.sqlite3")) as target:
            connection.connection.backup(target)
        yield ""
    else:
        # A database that somebody is connected to is not copied.
        connection.close()
        connection.close_pool()
        with _beside(connection.settings_dict["NAME"]) as url:
            yield url


@contextmanager
def _beside(template: str) -> Iterator[str]:
    url = os.environ["DATABASE_URL"]
    name = f"parvis_{uuid4().hex}"
    base, mark, query = url.partition("?")
    conninfo = make_conninfo(url.replace("postgres://", "postgresql://", 1))
    with psycopg.connect(conninfo, autocommit=True) as beside:
        beside.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield f"{base.rpartition('/')[0]}/{name}{mark}{query}"
        finally:
            beside.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
