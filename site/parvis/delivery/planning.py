"""What SQLite knows of its tables, from which it chooses how to answer a query.

PostgreSQL looks at its tables by itself. SQLite does so when it is asked, and takes every index to
be as good as another until then: a list of ten articles is then found among all of them.
"""

import time

from django.db import connection

EVERY = 600.0  # seconds
ROWS = 1_000  # of an index that are looked at

_looked: list[float] = []


def look_at_tables() -> None:
    """Have SQLite look at its tables; it takes some hundredths of a second."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
        cursor.execute("ANALYZE")


def look_now_and_then() -> None:
    """Look at first, and again every ten minutes; to be called more often than that."""
    if not _looked or time.monotonic() - _looked[0] > EVERY:
        look_at_tables()
        _looked[:] = [time.monotonic()]
