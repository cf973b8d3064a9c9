"""What one does next about a translation, and where: the link each cell of the matrix is."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.translation.overview.matrix import Cell, Row
from parvis.translation.rights import SUBMIT
from parvis.translation.state import State

SUBMITTED_FROM = "wagtail_localize:submit_page_translation"
EDITED_AT = "wagtailadmin_pages:edit"

EDITING = {
    State.BY_HAND: _("Edit"),
    State.IN_PROGRESS: _("Translate"),
    State.BEHIND: _("Update"),
    State.AWAITING_REVIEW: _("Review"),
    State.CURRENT: _("Edit"),
}


class NextSteps:
    """The steps open to one person, by the languages they write in.

    The views behind the links ask for the rights on the very page; asking here would cost queries
    for each cell.
    """

    def __init__(self, user: Any, written: Collection[int], request: Any = None) -> None:
        self.written, self.request = written, request
        self.may_submit = user.has_perm(SUBMIT)

    def of(self, row: Row, cell: Cell) -> tuple[str, Any] | None:
        """Return the address and the name of what to do next, or None where that is nothing."""
        if cell.state == State.EXEMPT:
            return None
        if cell.state == State.MISSING:
            if not self.may_submit or not {row.page.locale_id, cell.locale.pk} & set(self.written):
                return None
            return reverse(SUBMITTED_FROM, args=[row.page.pk]), _("Submit")
        if cell.locale.pk in self.written and cell.target is not None:
            return reverse(EDITED_AT, args=[cell.target.pk]), EDITING[cell.state]
        return self._look(cell.target)

    def source(self, row: Row) -> str | None:
        """Return the address at which to see to the original, or to look at it."""
        if row.page.locale_id in self.written:
            return reverse(EDITED_AT, args=[row.page.pk])
        found = self._look(row.page)
        return found[0] if found else None

    def _look(self, page: Any) -> tuple[str, Any] | None:
        address = page.get_url(self.request) if page is not None and page.live else None
        return (address, _("Look")) if address else None
