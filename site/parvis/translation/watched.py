"""What readers are told of a translation, told apart by what is translated.

All that is kept of translating a page has the page's translation key, directly or through the
source or the context of a passage.
"""

from typing import Any

from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)

from parvis.delivery.recording import key
from parvis.delivery.watching import watch
from parvis.translation.workbench.models import PassageVersion, SourceVersion

MADE = "made"  # what a translation was made from, and how it stands; by translation key


def install() -> None:
    """Watch what is kept of translations; called once."""
    watch(TranslationSource, {"object_id": MADE})
    for model in (Translation, StringSegment, TranslationLog, SourceVersion):
        watch(model, resolved={"source_id": _of_sources})
    for model in (StringTranslation, SegmentOverride, PassageVersion):
        watch(model, resolved={"context_id": _of_contexts})


def _of_sources(ids: list[Any]) -> list[str]:
    found = TranslationSource.objects.filter(pk__in=ids).values_list("object_id", flat=True)
    return [key(MADE, one) for one in found]


def _of_contexts(ids: list[Any]) -> list[str]:
    found = TranslationContext.objects.filter(pk__in=ids).values_list("object_id", flat=True)
    return [key(MADE, one) for one in found]
