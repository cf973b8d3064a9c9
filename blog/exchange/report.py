"""What happened to each file."""

import logging
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from blog.exchange.frontmatter import BadFileError

logger = logging.getLogger(__name__)
# Raised by what a file holds, with words for whoever wrote it; anything else is a fault of ours.
FAULTS = (BadFileError, OSError)
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

    def add(self, path: str) -> FileReport:
        """Return the report of one more file, which has failed until something better is known."""
        found = FileReport(path)
        self.files.append(found)
        self.files.sort(key=lambda file: file.path)
        return found

    def close(self) -> None:
        """Say of each file that nothing is known of that it was not reached."""
        for found in self.files:
            if found.status == "failed" and not found.messages:
                found.messages = ["the import was stopped before it was done"]

    def count(self, status: str) -> int:
        """Return how many files have this status."""
        return sum(found.status == status for found in self.files)

    def as_data(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        return {"files": [asdict(found) for found in self.files]}


def reasons(error: Exception, path: str) -> list[str]:
    """Return what to say of a fault; one of ours goes to the log with its trace."""
    if isinstance(error, ValidationError):
        return list(error.messages) or ["it is not valid"]
    if isinstance(error, RecursionError):
        return ["nested too deep to be read"]
    if isinstance(error, FAULTS):
        return [str(error) or type(error).__name__]
    logger.error("The import of %s failed.", path, exc_info=error)
    return [f"a fault of ours: {type(error).__name__}: {' '.join(str(error).split())[:300]}"]
