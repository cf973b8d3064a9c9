"""The list of an export's files: as an earlier one left them, and as this one does.

`manifest.json` has a line for each, so that a long list is read and written line by line.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from parvis.delivery.export.lists import Rows

VERSION = 1
TABLE = """
CREATE TABLE files (
    file TEXT PRIMARY KEY, before TEXT, now TEXT, is_expected INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""
FIRST = re.compile(r'\{"made": "[^"]*", "version": (\d+), "files": \{')
Entry = dict[str, Any]


class Manifest(Rows):
    """Files by name, kept in a file of its own at `path` while an export works."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, TABLE)

    def read(self, path: Path) -> None:
        """Read what an earlier export left; raise ValueError where it is no such list."""
        for file, entry in _entries(path):
            if not isinstance(entry, dict):
                raise ValueError(f"{file} is not described")
            self._database.execute(
                "INSERT OR REPLACE INTO files (file, before) VALUES (?, ?)",
                (file, json.dumps(entry)),
            )

    def write(self, path: Path, *, is_done: bool) -> None:
        """Write the list as this export leaves it, or as it is while it works."""
        what = "now" if is_done else "coalesce(before, CASE WHEN is_expected THEN '{}' END)"
        made = timezone.now().isoformat()
        with path.open("w", encoding="utf-8") as file:
            file.write(f'{{"made": "{made}", "version": {VERSION}, "files": {{')
            comma = "\n"
            for name, entry in self._rows(what):
                told = json.dumps(json.loads(entry), ensure_ascii=False, sort_keys=True)
                file.write(f"{comma}{json.dumps(name, ensure_ascii=False)}: {told}")
                comma = ",\n"
            file.write("\n}}\n")

    def before(self, file: str) -> Entry:
        """Return what an earlier export said of a file; nothing of one it did not write."""
        return self._entry("before", file)

    def now(self, file: str) -> Entry:
        """Return what this one says of it."""
        return self._entry("now", file)

    def put(self, file: str, entry: Entry) -> None:
        """Say something of a file that is there."""
        self._database.execute(
            "INSERT INTO files (file, now) VALUES (?, ?) "
            "ON CONFLICT (file) DO UPDATE SET now = excluded.now",
            (file, json.dumps(entry)),
        )

    def expect(self, files: Iterable[str]) -> None:
        """Note what is about to be written."""
        self._database.executemany(
            "INSERT INTO files (file, is_expected) VALUES (?, 1) "
            "ON CONFLICT (file) DO UPDATE SET is_expected = 1",
            ((file,) for file in files),
        )

    def leave(self, addresses: set[str]) -> None:
        """Leave the files of these addresses as they were."""
        for file, entry in self._rows("before") if addresses else ():
            if json.loads(entry).get("address") in addresses and not self.now(file):
                self.put(file, json.loads(entry))

    def gone(self) -> Iterator[str]:
        """Yield the files that this export does not write any more."""
        for file, _entry in self._rows("CASE WHEN now IS NULL THEN before END"):
            yield file

    def __contains__(self, file: str) -> bool:
        """Whether a file is there."""
        return bool(self.now(file))

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the files that are there, in order."""
        for file, _entry in self._rows("now"):
            yield file

    def _entry(self, column: str, file: str) -> Entry:
        # The column is one of ours.
        sql = f"SELECT {column} FROM files WHERE file = ?"  # noqa: S608
        found = self._one(sql, file)
        entry: Entry = json.loads(found[0]) if found and found[0] else {}
        return entry

    def _rows(self, what: str) -> Iterator[tuple[Any, ...]]:
        """Yield file and entry where there is one, in order; files may change meanwhile."""
        sql = (
            f"SELECT file, {what} AS entry FROM files WHERE file > ? AND entry IS NOT NULL "  # noqa: S608
            "ORDER BY file"
        )
        yield from self._in_batches(sql, "")


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield what a list says of each file, by its name; raise ValueError where it is none."""
    with path.open(encoding="utf-8") as file:
        first = FIRST.fullmatch(next(file, "").rstrip("\n"))
        if first is None:
            # Not written line by line: by an export of before.
            file.seek(0)
            whole = json.load(file)
            version, files = whole["version"], whole["files"]
            found = iter(files.items())
        else:
            version, found = int(first[1]), _lines(file)
        if version != VERSION:
            raise ValueError("it was written by another version: give a new folder")
        yield from found


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for line in lines:
        told = line.strip()
        if told == "}}":
            return
        yield from json.loads(f"{{{told.removesuffix(',')}}}").items()
    raise ValueError("its end is missing")
