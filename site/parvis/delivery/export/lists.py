"""Lists of an export that lie on the disk while it works, whatever their length."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BATCH = 500  # rows read at once
# Nobody needs them once the export has ended, in whatever way.
HASTE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"


class Rows:
    """Tables that begin anew in the file at `path`."""

    def __init__(self, path: Path, tables: str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(HASTE + tables)
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _one(self, sql: str, *values: Any) -> Any:
        return self._database.execute(sql, values).fetchone()

    def _in_batches(self, sql: str, first: Any) -> Iterator[tuple[Any, ...]]:
        """Yield rows, which may change meanwhile; `sql` asks for those after a key, their first."""
        last = first
        while rows := self._database.execute(f"{sql} LIMIT {BATCH}", (last,)).fetchall():
            yield from rows
            last = rows[-1][0]
