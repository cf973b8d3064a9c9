"""What a file of terms says, one row a term, and what can be wrong with it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One term, as a file of any format says it.

    `status` is empty where the format leaves it open. `note` is None where the format has none.
    """

    line: int
    concept: str
    domain: str
    locale: str
    text: str
    status: str
    definition: str
    note: str | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line. Line 0 is the file as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        if not self.line:
            return self.reason
        return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}


class UnusableGlossaryError(ValueError):
    """The file cannot be imported; nothing was changed. `problems` are for whoever sent it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def unusable(reason: str, line: int = 0) -> UnusableGlossaryError:
    """Return the error of a file with one problem."""
    return UnusableGlossaryError([Problem(line, reason)])


def as_text(contents: bytes) -> str:
    """Return a file's text; raise UnusableGlossaryError where it has none, or too much."""
    if len(contents) > LARGEST:
        raise unusable(_("The file is larger than 5 MB."))
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = contents[: error.start].count(b"\n") + 1
        reason = _("The file is not written in UTF-8. Save it as UTF-8 and send it again.")
        raise unusable(reason, line) from error
    if not text.strip():
        raise unusable(_("The file is empty."))
    if "\0" in text:
        raise unusable(_("The file holds characters that are no text."))
    return text
