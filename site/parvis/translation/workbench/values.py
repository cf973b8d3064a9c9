"""What a translation has in common with its source, and may have of its own: pictures, links."""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
)


@dataclass(frozen=True)
class Value:
    """A value shared with the source unless the translation has its own; `form` edits that one."""

    pk: int
    label: str
    block: str
    shared: str
    is_own: bool
    form: forms.Form


def values_of(translation: Translation) -> list[Value]:
    """Return what may differ from the source besides its words, in the order of the text."""
    instance = translation.source.get_source_instance()
    tabs = TabHelper(instance)
    overrides = {
        override.context_id: override.data
        for override in SegmentOverride.objects.filter(
            locale=translation.target_locale_id, context__object=translation.source.object_id
        )
    }
    found = []
    for segment in _segments(translation):
        try:
            place = get_segment_location_info(
                instance,
                tabs,
                segment.context.path,
                segment.context.get_field_path(instance),
                widget=True,
            )
        except FieldHasNoEditPanelError:
            continue
        widget = _widget(place["widget"] or {})
        if widget is None:
            continue
        own = overrides.get(segment.context_id)
        found.append(
            Value(
                pk=segment.pk,
                label=str(place["subField"] or place["field"]),
                block=str(place["field"]) if place["subField"] else "",
                shared=_shown(place["widget"], segment.data),
                is_own=own is not None,
                form=_form(segment.pk, widget, segment.data if own is None else own),
            )
        )
    return found


def save_value(
    translation: Translation, segment: OverridableSegment, value: str, user: Any
) -> None:
    """Give the translation a value of its own; an empty one lets the source's be used again."""
    place = {"locale": translation.target_locale, "context": segment.context}
    if not value:
        SegmentOverride.objects.filter(**place).delete()
        return
    SegmentOverride.objects.update_or_create(
        **place,
        defaults={
            "data_json": json.dumps(value),
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def field_of(segment: OverridableSegment) -> str:
    """Return the name of the form field that edits this value."""
    return f"value-{segment.pk}"


def _segments(translation: Translation) -> list[OverridableSegment]:
    found = OverridableSegment.objects.filter(source=translation.source_id)
    return list(found.select_related("context").order_by("order", "pk"))


def _form(pk: int, widget: forms.Widget, value: Any) -> forms.Form:
    name = f"value-{pk}"
    form = forms.Form(initial={name: value})
    form.fields[name] = forms.CharField(widget=widget, required=False)
    return form


def _widget(wanted: dict[str, Any]) -> forms.Widget | None:
    kind = wanted.get("type")
    if kind == "page_chooser":
        models = [apps.get_model(name) for name in wanted.get("allowed_page_types", [])]
        return AdminPageChooser(target_models=models or [Page])
    if kind == "image_chooser":
        return AdminImageChooser()
    if kind == "document_chooser":
        return AdminDocumentChooser()
    if kind == "snippet_chooser":
        model = wanted["snippet_model"]
        return AdminSnippetChooser(apps.get_model(model["app_label"], model["model_name"]))
    return forms.TextInput() if kind == "text" else None


def _shown(wanted: dict[str, Any], data: Any) -> str:
    """Return the source's value in words."""
    models = {
        "page_chooser": Page,
        "image_chooser": get_image_model(),
        "document_chooser": get_document_model(),
    }
    model = models.get(wanted["type"])
    if model is None or not data:
        return str(data or "")
    return str(model.objects.filter(pk=data).first() or "")
