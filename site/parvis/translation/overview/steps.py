"""What one does next about a translation, and where: the link each cell of the matrix is."""

from collections.abc import Collection
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import get_edit_url

from parvis.translation.overview.matrix import Cell, Row
from parvis.translation.rights import SUBMIT
from parvis.translation.state import State

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
            return _submission(row.page), _("Submit")
        if cell.locale.pk in self.written and cell.target is not None:
            return get_edit_url(cell.target), EDITING[cell.state]
        return self._look(cell.target)

    def source(self, row: Row) -> str | None:
        """Return the address at which to see to the original, or to look at it."""
        if row.page.locale_id in self.written:
            return str(get_edit_url(row.page))
        found = self._look(row.page)
        return found[0] if found else None

    def _look(self, page: Any) -> tuple[str, Any] | None:
        is_seen = isinstance(page, Page) and page.live
        address = page.get_url(self.request) if is_seen else None
        return (address, _("Look")) if address else None


def _submission(original: Any) -> str:
    if isinstance(original, Page):
        return reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    names = [original._meta.app_label, original._meta.model_name, quote(original.pk)]
    return reverse("wagtail_localize:submit_snippet_translation", args=names)
