"""Writing one passage, so that two people at work never write over one another."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from parvis.translation.places import Place, Places
from parvis.translation.review.freezing import refuse_changes
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin
from parvis.translation.workbench.passages import row_of, version_of

LINE_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class ConflictError(Exception):
    """Somebody else wrote the passage since it was read; their row is `current` (None: deleted)."""

    def __init__(self, current: StringTranslation | None) -> None:
        self.current = current
        super().__init__(_("Somebody else has changed this passage meanwhile."))


class UnusableError(Exception):
    """The words cannot stand in that place. Its text is for the person who wrote them."""


@dataclass(frozen=True)
class Saved:
    """The row as it now is, None where the passage is empty again; and whether it changed."""

    row: StringTranslation | None
    has_changed: bool

    @property
    def version(self) -> str:
        """What names this state."""
        return version_of(self.row)


@transaction.atomic
def save_passage(
    translation: Translation,
    segment: StringSegment,
    html: str,
    user: Any,
    *,
    seen: str,
    origin: Any = Origin.TYPED,
) -> Saved:
    """Write the translation of a passage; an empty one is taken away.

    `seen` is the version the person had before them. Raises ConflictError where it is not the
    present one, unless the words are the same; UnusableError where marks or links are broken, or
    where the field could not hold the words; UnderReviewError where it was submitted.
    """
    refuse_changes(translation)
    row = row_of(translation, segment).select_for_update().first()
    place = Places(translation.source).at(segment.context.path)
    html = html.strip()
    if place.is_one_line:
        html = LINE_BREAK.sub(" ", html)
    if version_of(row) != seen and not (row and row.data == html):
        raise ConflictError(row)
    with written(origin, user):
        if not html:
            if row is not None:
                row.delete()
            return Saved(None, row is not None)
        _check(segment, place, html)
        if row is None:
            row = StringTranslation(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
            )
        elif row.data == html and not _is_proposal(row) and not row.has_error:
            return Saved(row, False)
        row.data = html
        row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        row.tool_name = ""
        row.last_translated_by = user
        row.has_error, row.field_error = False, ""
        row.save()
    return Saved(row, True)


def _is_proposal(row: StringTranslation) -> bool:
    return bool(row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE)


def _check(segment: StringSegment, place: Place, html: str) -> None:
    """Raise UnusableError where the words could not be put back into the page."""
    try:
        value = StringValue.from_translated_html(html)
        validate_translation_links(segment.string.data, html)
    except ValueError as error:
        raise UnusableError(str(error)) from error
    if not value.render_text().strip():
        raise UnusableError(_("There are marks here, but no words."))
    if problem := place.refusal(value.render_text()):
        raise UnusableError(problem)
