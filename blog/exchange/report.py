"""What happened to each file."""

from dataclasses import asdict, dataclass, field
from typing import Any

STATUSES = ("imported", "updated", "unchanged", "skipped", "failed")


@dataclass
class FileReport:
    """One file: its path below the folder, its status, its page's address, what was noticed."""

    path: str
    status: str = "failed"
    page: str = ""
    messages: list[str] = field(default_factory=list)


@dataclass
class Report:
    """Every file of an import, in the order of their paths."""

    files: list[FileReport] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Return how many files have this status."""
        return sum(found.status == status for found in self.files)

    def as_data(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        return {"files": [asdict(found) for found in self.files]}
