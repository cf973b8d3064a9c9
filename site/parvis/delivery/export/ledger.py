"""What an export knows of addresses and files, in a file of its own.

A site may have more of them than memory should hold: what is asked for again is remembered, the
rest is looked up.
"""

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from parvis.delivery.export.lists import Rows

REMEMBERED = 5_000  # menus and lists lead to the same again and again
TABLES = """
CREATE TABLE addresses (
    number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, holder TEXT NOT NULL, found TEXT
);
CREATE TABLE names (name TEXT PRIMARY KEY, is_folder INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Found:
    """What an address answered; `file` is where it is, or would be, in the export."""

    address: str
    status: int
    type: str = ""
    digest: str = ""
    number: int = 0
    file: str = ""
    # Where a redirect leads: an absolute address.
    location: str = ""
    # Whoever asks is asked for a password, or gets what is made for them alone.
    is_private: bool = False
    is_plain_script: bool = False

    @property
    def is_public(self) -> bool:
        """Whether it is written as it was answered."""
        return self.status == 200 and not self.is_private


class Ledger(Rows):
    """The addresses of a site in the order they were seen, what each answered, and names taken.

    It begins anew in the file at `path`, which goes with the export.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, TABLES)
        self.known = self.asked = 0
        self.get = lru_cache(REMEMBERED)(self._get)

    def want(self, address: str, holder: str) -> None:
        """Note an address to be asked, with the page it was first seen on."""
        done = self._database.execute(
            "INSERT OR IGNORE INTO addresses (address, holder) VALUES (?, ?)", (address, holder)
        )
        self.known += done.rowcount

    def waiting(self) -> Iterator[tuple[int, str]]:
        """Yield number and address of what was not asked yet, and of what is wanted meanwhile."""
        while self.asked < self.known:
            found = self._one("SELECT number, address FROM addresses WHERE number > ? "
                              "ORDER BY number LIMIT 1", self.asked)  # fmt: skip
            self.asked = found[0]
            yield found[0], found[1]

    def keep(self, found: Found) -> None:
        """Keep what an address answered, or what is known of it now."""
        self._database.execute(
            "UPDATE addresses SET found = ? WHERE address = ?",
            (json.dumps(astuple(found)), found.address),
        )
        self.get.cache_clear()

    def holder(self, address: str) -> str:
        """Return the page an address was first seen on; empty where it was asked for anyway."""
        found = self._one("SELECT holder FROM addresses WHERE address = ?", address)
        return str(found[0]) if found else ""

    def __iter__(self) -> Iterator[Found]:
        """Give all that was asked in order; what is kept meanwhile is given as it is then."""
        sql = (
            "SELECT number, found FROM addresses WHERE number > ? AND found IS NOT NULL "
            "ORDER BY number"
        )
        for _number, told in self._in_batches(sql, 0):
            yield Found(*json.loads(told))

    def take(self, file: str) -> bool:
        """Take the name of a file; return whether nobody had it, nor a folder, nor one above it.

        Some file systems do not tell capitals from small letters.
        """
        name = file.casefold()
        parts = name.split("/")
        folders = ["/".join(parts[:end]) for end in range(1, len(parts))]
        if self._is_taken(name) or any(self._is_taken(folder, False) for folder in folders):
            return False
        self._database.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?)",
            [(name, False), *((folder, True) for folder in folders)],
        )
        return True

    def _is_taken(self, name: str, also_by_folder: bool = True) -> bool:
        found = self._one("SELECT is_folder FROM names WHERE name = ?", name)
        return found is not None and (also_by_folder or not found[0])

    def _get(self, address: str) -> Found | None:
        """Return what an address answered; None where it was not asked."""
        found = self._one("SELECT found FROM addresses WHERE address = ?", address)
        return Found(*json.loads(found[0])) if found and found[0] else None
