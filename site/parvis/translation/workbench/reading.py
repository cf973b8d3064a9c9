"""Reading the passages of a source into wagtail-localize's tables, whatever their number.

wagtail-localize asks for each passage's place, text and row in turn, and makes what is missing one
by one; here each table is asked once and written once.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    TemplateSegmentValue,
)

BATCH = 500  # keys named in one query


def read_passages(source: TranslationSource, instance: Any) -> None:
    """Make the segments of a source those of its object, as `refresh_segments` does.

    `instance` is the object as the source has it.
    """
    values = list(extract_segments(instance))
    templates, related, overridable, texts = _by_kind(values)
    places = _places(source, instance, {value.path for value in values})
    strings, forms, objects = _strings(source, texts), _templates(templates), _objects(related)

    def keep(model: Any, found: list[Any], column: str, key: Callable[[Any], Any]) -> None:
        wanted = [(places[value.path], value.order, *key(value)) for value in found]
        _keep(source, model, ("context_id", "order", *column.split()), wanted)

    keep(StringSegment, texts, "string_id attrs", lambda v: (strings[_hash(v)], _written(v.attrs)))
    keep(TemplateSegment, templates, "template_id", lambda v: (forms[_uuid(v)],))
    keep(RelatedObjectSegment, related, "object_id", lambda v: (objects[v.translation_key],))
    keep(OverridableSegment, overridable, "data_json", lambda v: (_written(v.data),))


def _by_kind(values: list[Any]) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """Return templates, related objects, what may be overridden, and all else: texts."""
    kinds = (TemplateSegmentValue, RelatedObjectSegmentValue, OverridableSegmentValue)
    templates, related, overridable = (
        [value for value in values if isinstance(value, kind)] for kind in kinds
    )
    return templates, related, overridable, [v for v in values if not isinstance(v, kinds)]


def _places(source: TranslationSource, instance: Any, paths: set[str]) -> dict[str, Any]:
    """Return the context of each path, by its path, with the field it leads to."""
    named = {TranslationContext._get_path_id(path): path for path in sorted(paths)}

    def make(key: Any) -> TranslationContext:
        path = named[key]
        field = _field_path(path, instance)
        return TranslationContext(
            object_id=source.object_id, path_id=key, path=path, field_path=field
        )

    found = _keys(TranslationContext, "path_id", named, make, object_id=source.object_id)
    # Contexts of wagtail-localize before 1.0 have no field.
    for place in TranslationContext.objects.filter(object_id=source.object_id, field_path=""):
        if place.path in paths:
            place.get_field_path(instance)
    return {path: found[key] for key, path in named.items()}


def _strings(source: TranslationSource, texts: list[Any]) -> dict[Any, Any]:
    data = {_hash(value): value.string.data for value in texts}

    def make(key: Any) -> String:
        return String(locale_id=source.locale_id, data_hash=key, data=data[key])

    return _keys(String, "data_hash", data, make, locale_id=source.locale_id)


def _templates(found: list[Any]) -> dict[Any, Any]:
    values = {_uuid(value): value for value in found}

    def make(key: Any) -> Template:
        value = values[key]
        return Template(
            uuid=key,
            template=value.template,
            template_format=value.format,
            string_count=value.string_count,
        )

    return _keys(Template, "uuid", values, make)


def _objects(found: list[Any]) -> dict[Any, Any]:
    types = {value.translation_key: value.content_type for value in found}

    def make(key: Any) -> TranslatableObject:
        return TranslatableObject(content_type=types[key], translation_key=key)

    return _keys(TranslatableObject, "translation_key", types, make)


def _field_path(path: str, instance: Any) -> str:
    """Return the field a path leads to, as wagtail-localize finds it for a row it then saves."""
    unsaved = SimpleNamespace(path=path, field_path="", save=lambda **_fields: None)
    TranslationContext.get_field_path(unsaved, instance)
    return unsaved.field_path


def _hash(value: Any) -> UUID:
    return String._get_data_hash(value.string.data)


def _uuid(value: Any) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _written(data: Any) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder)


def _keys(
    model: Any, field: str, wanted: Iterable[Any], make: Callable[[Any], Any], **scope: Any
) -> dict[Any, Any]:
    """Return the primary keys of rows by a field that tells them apart; make the missing ones."""
    known = dict(_known(model, field, wanted, scope))
    missing = [key for key in wanted if key not in known]
    if missing:
        # Somebody else may make one meanwhile: theirs is found then.
        model.objects.bulk_create([make(key) for key in missing], ignore_conflicts=True)
        known.update(_known(model, field, missing, scope))
    return known


def _known(model: Any, field: str, keys: Iterable[Any], scope: dict[str, Any]) -> Iterator[Any]:
    for some in _batches(keys):
        found = model.objects.filter(**{f"{field}__in": some}, **scope)
        yield from found.values_list(field, "pk")


def _keep(source: Any, model: Any, columns: tuple[str, ...], wanted: list[Any]) -> None:
    """Leave a source the rows wanted: those that are there stay, the others are made or deleted."""
    there: dict[Any, Any] = {}
    gone = []
    needed = dict.fromkeys(wanted)
    rows = model.objects.filter(source=source).order_by("pk")
    for pk, *values in rows.values_list("pk", *columns):
        key = tuple(values)
        if key in needed and key not in there:
            there[key] = pk
        else:
            gone.append(pk)
    model.objects.bulk_create(
        [
            model(source=source, **dict(zip(columns, key, strict=True)))
            for key in needed
            if key not in there
        ]
    )
    for some in _batches(gone):
        model.objects.filter(pk__in=some).delete()


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while some := list(islice(rest, BATCH)):
        yield some
