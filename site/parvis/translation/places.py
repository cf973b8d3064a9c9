"""Where a passage stands in its page, in words a translator understands, and what may stand there.

Read off what wagtail-localize keeps of the source. Its own way to say it loads the whole page, and
writes to the database as it does.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import slugify
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import StringValue

TEXTS = blocks.CharBlock | blocks.TextBlock | blocks.URLBlock | blocks.EmailBlock


@dataclass(frozen=True)
class Place:
    """The names from the field down, the longest text in characters, and the field’s own rules.

    `is_one_line`: its form has no line breaks. `is_prose`: it is written for readers, as a slug
    is not.
    """

    label: str = ""
    max_length: int | None = None
    validators: tuple[Any, ...] = ()
    is_one_line: bool = False
    is_prose: bool = True

    def refusal(self, text: str) -> str:
        """Return why this text cannot stand here, in the reader’s language; empty if it can."""
        for validate in self.validators:
            try:
                validate(text)
            except ValidationError as error:
                return str(" ".join(error.messages))
        return ""

    def fitted(self, html: str) -> str | None:
        """Return words nobody wrote for this very place as it can hold them; None where it cannot.

        A machine, or the same text elsewhere, answers with a phrase where a slug is wanted.
        """
        text = StringValue(html).render_text()
        if not self.is_prose:
            html = text = slugify(text)
        return None if not text or self.refusal(text) else html


class Places:
    """The places of one source."""

    def __init__(self, source: TranslationSource) -> None:
        self._model = source.specific_content_type.model_class()
        self._content: dict[str, Any] = json.loads(source.content_json)
        self._streams: dict[str, Any] = {}

    def at(self, path: str) -> Place:
        """Return the place a path names; nothing is known of one the source does not have."""
        names = path.split(".")
        try:
            field: Any = self._model._meta.get_field(names[0])
            if isinstance(field, StreamField):
                return _in_stream(field, self._stream(names[0]), names[1:])
            if field.is_relation and len(names) > 2:
                return _of_child(field.related_model, names[2])
            return _of_field(field)
        except (FieldDoesNotExist, LookupError, TypeError):
            return Place()

    def _stream(self, name: str) -> Any:
        if name not in self._streams:
            raw = self._content[name]
            self._streams[name] = json.loads(raw) if isinstance(raw, str) else raw
        return self._streams[name]


def _of_field(field: Any) -> Place:
    label = str(getattr(field, "verbose_name", field.name))
    if isinstance(field, RichTextField) or not isinstance(
        field, models.CharField | models.TextField
    ):
        # A field of several passages has no rule for one of them.
        return Place(label)
    validators = list(field.validators)
    if isinstance(field, models.TextField) and field.max_length:
        # Only its form holds to it.
        validators.append(MaxLengthValidator(field.max_length))
    return Place(
        label,
        field.max_length,
        tuple(validators),
        isinstance(field, models.CharField),
        not isinstance(field, models.SlugField),
    )


def _of_child(model: Any, name: str) -> Place:
    place = _of_field(model._meta.get_field(name))
    return replace(place, label=f"{model._meta.verbose_name}, {place.label}")


def _in_stream(field: Any, value: Any, names: list[str]) -> Place:
    """Follow the names down the blocks; a block of a kind unknown here is the last to be told."""
    block: Any = field.stream_block
    labels = [str(field.verbose_name)]
    while names:
        if isinstance(block, blocks.StructBlock) and names[0] in block.child_blocks:
            block = block.child_blocks[names[0]]
            value = value.get(names[0]) if isinstance(value, dict) else None
        elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
            found = {each.get("id"): each for each in value}[names[0]]
            is_list = isinstance(block, blocks.ListBlock)
            block = block.child_block if is_list else block.child_blocks[found["type"]]
            value = found["value"]
        else:
            break
        label = str(block.label or "")
        if label and label != labels[-1]:
            labels.append(label)
        names = names[1:]
    label = ", ".join(labels)
    if not isinstance(block, TEXTS):
        return Place(label)
    return Place(
        label,
        block.field.max_length,
        tuple(block.field.validators),
        not isinstance(block, blocks.TextBlock),
    )
