"""The glossary as a table: one line a term."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from parvis.translation.glossary.rows import (
    Problem,
    Row,
    UnusableGlossaryError,
    as_text,
    unusable,
)

COLUMNS = ["concept", "domain", "locale", "term", "status", "definition"]
# A spreadsheet takes a cell that begins so for a formula. One apostrophe before it says it is
# text; where there are some already, one more keeps them.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(rows: Iterable[Row]) -> bytes:
    """Return the table in UTF-8, with the mark that spreadsheets know it by."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for row in rows:
        cells = [row.concept, row.domain, row.locale, row.text, row.status, row.definition]
        table.writerow([f"'{cell}" if FORMULA.match(cell) else cell for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def read(contents: bytes) -> list[Row]:
    """Return the rows of a table parted by commas, semicolons or tabs, its columns in any order.

    Raise UnusableGlossaryError for what is no such table.
    """
    text = as_text(contents)
    heading = text.splitlines()[0]
    delimiter = max(",;\t", key=heading.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().casefold() for name in next(table)]
        if sorted(columns) != sorted(COLUMNS):
            raise unusable(
                _("The first line must name these columns: %(columns)s.")
                % {"columns": ", ".join(COLUMNS)},
                1,
            )
        rows, problems = _read_lines(table, columns)
    except csv.Error as error:
        reason = _("The line cannot be read: a quotation mark is missing, or stands too much.")
        raise unusable(reason, table.line_num) from error
    if problems:
        raise UnusableGlossaryError(problems)
    return rows


def _read_lines(table: Any, columns: list[str]) -> tuple[list[Row], list[Problem]]:
    rows, problems = [], []
    for cells in table:
        line = table.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            problems.append(
                Problem(
                    line,
                    _("The line has %(found)s cells instead of %(wanted)s.")
                    % {"found": len(cells), "wanted": len(columns)},
                )
            )
            continue
        plain = [cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell for cell in cells]
        named = dict(zip(columns, (cell.strip() for cell in plain), strict=True))
        status = named["status"].casefold()
        if not status:
            problems.append(Problem(line, _("The status is missing.")))
            continue
        rows.append(
            Row(
                line,
                named["concept"],
                named["domain"],
                named["locale"],
                named["term"],
                status,
                named["definition"],
            )
        )
    return rows, problems
