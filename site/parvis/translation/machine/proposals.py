"""What becomes of a machine's answer: proposals where there was nothing, never a publication."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.machine.markup import usable
from parvis.translation.machine.models import MachineRequest
from parvis.translation.places import Places


class Applied(NamedTuple):
    """How many passages an answer filled, and how many of its texts could not be used."""

    filled: int
    refused: int

    @property
    def is_useless(self) -> bool:
        """Whether there was something to use, and nothing of it could be."""
        return bool(self.refused) and not self.filled

    def in_words(self, machine: str) -> str:
        """Return what happened, for the person who asked."""
        if self.is_useless:
            return _(
                "%(machine)s gave back nothing that can be used: links or other marks are "
                "missing, or it is too long. Nothing was changed."
            ) % {"machine": machine}
        if not self.filled:
            return _("%(machine)s answered, but nothing was left to translate.") % {
                "machine": machine
            }
        said = ngettext(
            "%(machine)s filled in %(count)d passage: read it before you publish.",
            "%(machine)s filled in %(count)d passages: read them before you publish.",
            self.filled,
        ) % {"machine": machine, "count": self.filled}
        if not self.refused:
            return said
        return f"{said} " + ngettext(
            "%(count)d passage came back without its links or other marks, or too long, and is "
            "left to you.",
            "%(count)d passages came back without their links or other marks, or too long, and are "
            "left to you.",
            self.refused,
        ) % {"count": self.refused}


def unwritten(translation: Translation) -> QuerySet[StringSegment]:
    """Return the passages nobody and nothing has translated, not even with an error."""
    written = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
    )
    return StringSegment.objects.filter(~Exists(written), source_id=translation.source_id)


def texts_to_translate(translation: Translation) -> dict[int, str]:
    """Return the texts of these passages, each once, by the key of their String."""
    found = unwritten(translation).order_by("order", "pk")
    return dict(found.values_list("string_id", "string__data"))


@transaction.atomic
def propose(
    translation: Translation, user: Any, tool_name: str, texts: Mapping[int, str | None]
) -> Applied:
    """Write the texts, by the key of their String, where the translation still has nothing.

    A text whose marks are not those of its passage is refused and counted, and so is one that the
    place could not hold, or None. A passage that the source no longer has is passed over in
    silence, like one written meanwhile.
    """
    filled = 0
    refused: set[int] = set()
    places = Places(translation.source)
    waiting = unwritten(translation).select_related("string", "context")
    for segment in waiting.order_by("order", "pk"):
        if segment.string_id not in texts:
            continue
        data = usable(segment.string.data, texts[segment.string_id] or "")
        if data is not None:
            data = places.at(segment.context.path).fitted(data)
        if data is None:
            refused.add(segment.string_id)
            continue
        _proposal, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            context_id=segment.context_id,
            defaults={
                "data": data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                "tool_name": tool_name,
                "last_translated_by": user,
            },
        )
        filled += is_new
    return Applied(filled, len(refused))


@transaction.atomic
def apply_answer(request: MachineRequest, strings: Mapping[int, str | None]) -> Applied:
    """Write a machine's answer to a request and close it; whoever asked is named as its author.

    Nothing is raised for a text that cannot be used: `refused` counts those. Where none can be,
    the request has failed.
    """
    applied = propose(request.translation, request.user, request.machine_name, strings)
    state = MachineRequest.State
    request.state = state.FAILED if applied.is_useless else state.ANSWERED
    request.message = applied.in_words(request.machine_name)
    request.sent = {}
    request.save(update_fields=["state", "message", "sent", "changed"])
    return applied
