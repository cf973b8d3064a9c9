"""The matrix as a table for spreadsheets: written as it is read, a few hundred rows in memory."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from parvis.translation.overview.matrix import Cell, Matrix, Row

FILENAME = "translations"
FORMATS = ("csv", "xlsx")
PARTS = 6  # columns of a language

# What a spreadsheet may take for the beginning of a formula (OWASP, “CSV Injection”).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(matrix: Matrix, wanted: str) -> HttpResponseBase:
    """Return all rows of a matrix as a file of one of FORMATS."""
    if wanted != "xlsx":
        return _csv(matrix)
    # What writes them takes long to load, and no reader waits for it.
    from parvis.translation.overview.spreadsheets import spreadsheet

    return spreadsheet(table(matrix), FILENAME)


def table(matrix: Matrix) -> Iterator[list[Any]]:
    """Give the headings, then the values of each row, in the language and time zone of now.

    Both are kept: a response is streamed when the view’s own have been put away.
    """
    language, zone = translation.get_language(), timezone.get_current_timezone()
    headings = [_("Title"), _("Type"), pgettext("of people", "Language")]
    headings += [_("Published"), pgettext("of a page", "Number")]
    for locale in matrix.locales:
        name = str(locale.get_display_name())
        headings += [
            _("%(language)s: %(column)s") % {"language": name, "column": word}
            for word in (
                *(_("state"), _("passages left"), _("assigned to"), _("due")),
                *(_("reason"), _("decided by")),
            )
        ]

    def lines() -> Iterator[list[Any]]:
        yield headings
        for row in matrix:
            with translation.override(language), timezone.override(zone):
                values = _values(row)
            yield values

    return lines()


def _values(row: Row) -> list[Any]:
    page: Any = row.page
    published = getattr(page, "last_published_at", None)
    values = [
        page.title if isinstance(page, Page) else row.title,
        capfirst(row.kind),
        str(page.locale.get_display_name()),
        timezone.localtime(published).replace(tzinfo=None, microsecond=0) if published else "",
        page.pk,
    ]
    for cell in row.cells:
        values += _cell(cell)
    return values


def _cell(cell: Cell | None) -> list[Any]:
    if cell is None:
        return [""] * PARTS
    assignment = cell.assignment
    return [
        str(cell.state.label),
        "" if cell.left is None else cell.left,
        str(assignment) if assignment else "",
        assignment.due or "" if assignment else "",
        cell.exemption.reason if cell.exemption else "",
        str(cell.exemption.person or "") if cell.exemption else "",
    ]


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


def _csv(matrix: Matrix) -> StreamingHttpResponse:
    writer = csv.writer(_Line())
    lines = table(matrix)

    def written() -> Iterator[str]:
        # Spreadsheets take a file for UTF-8 where it begins with this.
        yield "\ufeff"
        for values in lines:
            # A csv writer returns what its file's `write` does.
            yield cast(str, writer.writerow([_harmless(value) for value in values]))

    response = StreamingHttpResponse(written(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILENAME}.csv"'
    return response


def _harmless(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value
