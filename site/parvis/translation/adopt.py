"""Adopting a pair made outside the translation editor: imported, or written by hand.

wagtail-localize then knows each passage of the translation, so that a translator finds it filled
in, and a later update keeps it instead of writing the source's text over it.
"""

import re
from collections import defaultdict
from typing import Any

from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from parvis.translation.passages import texts_by_path
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin


@transaction.atomic
def adopt(source: Any, target: Any) -> tuple[int, int]:
    """Record `target`, as it stands, as the translation of `source`.

    The blocks of both bodies are matched by position where they are of the same types; the
    target's blocks then take the source's ids. Returns (passages recorded, passages in all): what
    could not be matched is left for a translator.
    """
    is_aligned = align_blocks(source, target)
    translation_source, _updated = TranslationSource.update_or_create_from_instance(source)
    translation, _made = Translation.objects.get_or_create(
        source=translation_source, target_locale=target.locale, defaults={"enabled": True}
    )
    recorded, total = _record(translation, texts_by_path(target))
    revision = getattr(target, "live_revision", None)
    if is_aligned:
        target.save()
        if hasattr(target, "save_revision"):
            revision = target.save_revision()
            if target.live:
                revision.publish()
    # What readers see was made from the source as it stands now: its age is counted from here.
    TranslationLog.objects.create(
        source=translation_source, locale=target.locale, revision=revision
    )
    return recorded, total


def _record(translation: Translation, there: dict[str, list[str]]) -> tuple[int, int]:
    """Record the texts as translations; return how many of how many passages were found."""
    by_path: dict[str, list[StringSegment]] = defaultdict(list)
    segments = StringSegment.objects.filter(source=translation.source)
    for segment in segments.select_related("string", "context").order_by("order"):
        by_path[segment.context.path].append(segment)
    recorded = 0
    for path, group in by_path.items():
        texts = there.get(path, [])
        if len(texts) == len(group):
            pairs = list(zip(group, texts, strict=True))
        else:
            # Only what somebody left as it is in both languages is sure to belong together.
            pairs = [(segment, segment.string.data) for segment in group]
            pairs = [(segment, text) for segment, text in pairs if text in texts]
        for segment, text in pairs:
            with written(Origin.ADOPTED):
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=translation.target_locale,
                    context=segment.context,
                    defaults={
                        "data": text,
                        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    },
                )
        recorded += len(pairs)
    return recorded, sum(map(len, by_path.values()))


def align_blocks(source: Any, target: Any) -> bool:
    """Give the blocks of `target` the ids of `source`'s where both bodies are built alike.

    Returns whether anything changed.
    """
    changed = False
    for field in source._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        theirs, ours = getattr(source, field.name), getattr(target, field.name)
        ours_raw = ours.get_prep_value()
        before = _anchors(ours_raw)
        if _align(theirs.get_prep_value(), ours_raw):
            moved = dict(zip(before, _anchors(ours_raw), strict=True))
            ours_raw = _follow_anchors(ours_raw, moved)
            setattr(target, field.name, StreamValue(field.stream_block, ours_raw, is_lazy=True))
            changed = True
    return changed


def _align(theirs: Any, ours: Any) -> bool:
    """Copy ids from one raw value to another of the same shape; return whether any changed."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        changed = False
        if theirs.get("id") and "type" in theirs and theirs.get("type") == ours.get("type"):
            changed = ours.get("id") != theirs["id"]
            ours["id"] = theirs["id"]
            changed = _share_anchor(theirs.get("value"), ours.get("value")) or changed
        return any([changed, *(_align(theirs[key], ours[key]) for key in theirs if key in ours)])
    if isinstance(theirs, list) and isinstance(ours, list):
        if [_kind(item) for item in theirs] != [_kind(item) for item in ours]:
            return False
        # A list: every pair has to be aligned, also after the first that changed.
        changes = [_align(one, other) for one, other in zip(theirs, ours, strict=True)]
        return any(changes)
    return False


def _share_anchor(theirs: Any, ours: Any) -> bool:
    """Give a heading its source's anchor: an anchor is the same in every language."""
    if not (isinstance(theirs, dict) and isinstance(ours, dict) and theirs.get("anchor")):
        return False
    changed = ours.get("anchor") != theirs["anchor"]
    ours["anchor"] = theirs["anchor"]
    return changed


def _anchors(raw: list[Any]) -> list[str]:
    """Return the anchors of a raw body's headings, in their order."""
    values = [block.get("value") for block in raw if block.get("type") == "heading"]
    return [value.get("anchor") or "" for value in values]


def _follow_anchors(raw: Any, moved: dict[str, str]) -> Any:
    """Return a raw value whose links to headings lead where these are now."""
    if isinstance(raw, dict):
        return {name: _follow_anchors(item, moved) for name, item in raw.items()}
    if isinstance(raw, list):
        return [_follow_anchors(item, moved) for item in raw]
    if not isinstance(raw, str):
        return raw
    return re.sub(
        r'(<a href="#)([^"]+)(">)', lambda m: f"{m[1]}{moved.get(m[2]) or m[2]}{m[3]}", raw
    )


def _kind(item: Any) -> str:
    return str(item.get("type", "")) if isinstance(item, dict) else type(item).__name__
