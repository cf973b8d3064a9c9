"""The passages of a translation as units of a file: what leaves."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation

from parvis.translation.places import Place, Places

_NO_NAME = re.compile(r"[^A-Za-z0-9._-]")


class UnitState(StrEnum):
    """How far a passage is."""

    UNTRANSLATED = "untranslated"
    PROPOSED = "proposed"
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Unit:
    """A passage: `source` and `target` are HTML with inline marks, `target` may be empty.

    `key` is the same as long as the source says the same in the same place.
    """

    key: str
    path: str
    source: str
    target: str
    state: UnitState
    place: Place
    string_id: int
    context_id: int

    @property
    def note(self) -> str:
        """What a translator should know of the place."""
        if self.place.max_length is None:
            return self.place.label
        longest = _("at most %d characters") % self.place.max_length
        return f"{self.place.label} ({longest})"


@dataclass(frozen=True)
class Export:
    """The units of one translation, with what a file says of them as a whole."""

    uuid: str
    title: str
    source_language: str
    target_language: str
    made_at: datetime
    units: list[Unit]


def key_of(path: str, source: str) -> str:
    """Return the name of a passage in files: its path and a hash of its text, fit for XML."""
    return f"{place_key(path)}:{String._get_data_hash(source).hex}"


def place_key(path: str) -> str:
    """Return the part of a key that names the place."""
    return _NO_NAME.sub(lambda sign: f"-{ord(sign[0]):x}-", path)


def units_of(translation: Translation) -> list[Unit]:
    """Return the passages, in order, each once; the number of queries does not grow with them."""
    segments = (
        StringSegment.objects.filter(source=translation.source_id)
        .select_related("string", "context")
        .order_by("order", "pk")
    )
    rows = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale_id
        )
    }
    places = Places(translation.source)
    units: dict[str, Unit] = {}
    for segment in segments:
        key = key_of(segment.context.path, segment.string.data)
        if key in units:
            continue  # the same words twice in one place: they have one translation
        row = rows.get((segment.context_id, segment.string_id))
        is_good = row is not None and not row.has_error and bool(row.data)
        units[key] = Unit(
            key=key,
            path=segment.context.path,
            source=segment.string.data,
            target=row.data if row is not None and is_good else "",
            state=_state(row) if is_good else UnitState.UNTRANSLATED,
            place=places.at(segment.context.path),
            string_id=segment.string_id,
            context_id=segment.context_id,
        )
    return list(units.values())


def export_of(translation: Translation, made_at: datetime) -> Export:
    """Return a translation as it is to be written to a file."""
    return Export(
        uuid=str(translation.uuid),
        title=translation.source.object_repr,
        source_language=translation.source.locale.language_code,
        target_language=translation.target_locale.language_code,
        made_at=made_at,
        units=units_of(translation),
    )


def _state(row: Any) -> UnitState:
    is_proposal = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    return UnitState.PROPOSED if is_proposal else UnitState.TRANSLATED
