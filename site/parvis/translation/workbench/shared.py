"""What a source shares with its translations besides words: pictures, code, addresses, order.

It is kept beside the passages of each version as digests, so that two versions can be compared.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.text import capfirst
from django.utils.timezone import is_aware
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import extract_strings

from parvis.translation.workbench.changes import Change, Kind, out_of_order

# A field, the id and the type of a block in it (empty for other fields), a digest of the rest.
Part = tuple[str, str, str, str]

# The rich text editor's own marks: a text may get new ones whenever it is saved.
EDITORS_MARKS = re.compile(r' data-block-key="[^"]*"')

# When readers may see something is not what they see.
NOT_CONTENT = {"first_published_at", "go_live_at", "expire_at"}


@dataclass(frozen=True)
class Difference:
    """A field or block that differs in more than its words."""

    kind: Kind
    field: str
    block: str = ""
    type: str = ""


def shared_by(instance: Any) -> list[Part]:
    """Return what an object shares with its translations, in the order of its fields and blocks."""
    words, others = _segments(instance)
    parts: list[Part] = []
    for translatable in get_translatable_fields(type(instance)):
        name = translatable.field_name
        field = type(instance)._meta.get_field(name)
        if not isinstance(field, models.Field):
            children = [_child(child, field) for child in getattr(instance, name).all()]
            parts.append((name, "", "", _digest(children)))
        elif not field.editable or name in NOT_CONTENT:
            continue
        elif isinstance(field, StreamField):
            for block in getattr(instance, name).get_prep_value():
                place = f"{name}.{block['id']}"
                rest = [_without_words(block["value"], words[place]), others[place]]
                parts.append((name, block["id"], block["type"], _digest(rest)))
        else:
            is_text = isinstance(field, models.CharField | models.TextField)
            is_words = is_text and translatable.is_translated(instance)
            value = others[name] if is_words else field.value_from_object(instance)
            parts.append((name, "", "", _digest(value)))
    return parts


def differences(before: Sequence[Part], after: Sequence[Part]) -> list[Difference]:
    """Return what differs, in the order of the later version; what was taken out comes last."""
    old, new = ({(part[0], part[1]): part for part in parts} for parts in (before, after))
    moved = out_of_order(list(old), list(new))
    found = []
    for place, (field, block, kind, digest) in new.items():
        if place not in old:
            found.append(Difference(Kind.ADDED, field, block, kind))
        elif old[place][3] != digest:
            found.append(Difference(Kind.CHANGED, field, block, kind))
        elif place in moved:
            found.append(Difference(Kind.MOVED, field, block, kind))
    gone = [part for place, part in old.items() if place not in new]
    return found + [Difference(Kind.REMOVED, *part[:3]) for part in gone]


def beside_words(
    model: type, found: Iterable[Difference], changes: Iterable[Change]
) -> list[Difference]:
    """Return the differences that the changed passages do not tell of already."""
    paths = [path for change in changes for path in (change.path, change.former_path)]
    told = {".".join(path.split(".")[:2]) for path in paths}

    def is_told(difference: Difference) -> bool:
        if f"{difference.field}.{difference.block}" not in told:
            return False
        return difference.kind != Kind.CHANGED or _is_text(model, difference)

    return [difference for difference in found if not is_told(difference)]


def label_of(model: Any, difference: Difference) -> str:
    """Return the name of the field or block, in the language of the moment."""
    field = model._meta.get_field(difference.field)
    block = _block(model, difference)
    if block is not None:
        return str(capfirst(str(block.label)))
    name = getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural
    return str(capfirst(str(name)))


def _segments(instance: Any) -> tuple[dict[str, set[str]], dict[str, list[Any]]]:
    """Return the texts, and what segments have besides, of each field and of each block."""
    words: dict[str, set[str]] = defaultdict(set)
    others: dict[str, list[Any]] = defaultdict(list)
    for segment in extract_segments(instance):
        rest = _rest(segment)
        for place in _around(segment.path):
            if isinstance(segment, StringSegmentValue):
                words[place] |= {segment.string.data, segment.render_text().strip()}
            if rest is not None:
                others[place].append([segment.path, rest])
    return words, others


def _around(path: str) -> set[str]:
    """Return the field of a path, and the block of a body."""
    pieces = path.split(".")
    return {pieces[0], ".".join(pieces[:2])}


def _rest(segment: Any) -> Any:
    """Return what a segment has besides words, None where that is nothing."""
    if isinstance(segment, StringSegmentValue):
        return segment.attrs
    if isinstance(segment, TemplateSegmentValue):
        return EDITORS_MARKS.sub("", segment.template)
    if isinstance(segment, RelatedObjectSegmentValue):
        return str(segment.translation_key)
    return segment.data if isinstance(segment, OverridableSegmentValue) else None


def _child(child: Any, relation: Any) -> Any:
    """Return what an inline object shares, its place among the others apart."""
    if isinstance(child, TranslatableMixin):
        return shared_by(child)
    return {
        field.name: field.value_from_object(child)
        for field in type(child)._meta.concrete_fields
        if field.editable and not field.primary_key and field != relation.field
    }


def _without_words(value: Any, words: set[str]) -> Any:
    """Return a raw value of a block with nothing in place of what is translated.

    Ids of nested items are left out: they may be made anew at each reading.
    """
    if isinstance(value, dict):
        is_item = set(value) == {"id", "type", "value"}
        return {
            key: _without_words(item, words)
            for key, item in value.items()
            if not (is_item and key == "id")
        }
    if isinstance(value, list):
        return [_without_words(item, words) for item in value]
    if not isinstance(value, str) or not value:
        return value
    if value.strip() in words:
        return ""
    if "<" not in value:
        return value
    try:
        template, strings = extract_strings(value)
    except ValueError:
        return value  # a sample of code that looks like markup
    is_text = all(string.data in words for string, _attrs in strings)
    return EDITORS_MARKS.sub("", template) if is_text else value


def _is_text(model: Any, difference: Difference) -> bool:
    """Whether a block is text and no more: its layout changes with its passages."""
    return isinstance(_block(model, difference), RichTextBlock)


def _block(model: Any, difference: Difference) -> Any:
    field = model._meta.get_field(difference.field)
    if not isinstance(field, StreamField):
        return None
    return field.stream_block.child_blocks.get(difference.type)


def _digest(value: Any) -> str:
    text = json.dumps(value, cls=_Encoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Encoder(DjangoJSONEncoder):
    """Writes whatever a field can hold."""

    def default(self, value: Any) -> Any:
        """Write a moment the same in every time zone, to the minute: forms keep no seconds."""
        if isinstance(value, datetime):
            moment = value.astimezone(UTC) if is_aware(value) else value
            return moment.isoformat(timespec="minutes")
        try:
            return super().default(value)
        except TypeError:
            return str(value)
