"""A table as a file for Excel and LibreOffice."""

import tempfile
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(lines: Iterable[list[Any]], name: str) -> FileResponse:
    """Return the lines of a table as a file to save, written as they are read."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Translations"))
    for values in lines:
        sheet.append([_plain(sheet, value) for value in values])
    # On disk: Django closes it, and with that it is gone.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=TYPE)


def _plain(sheet: Any, value: Any) -> Any:
    """Return a cell that holds text as text, whatever it looks like."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
