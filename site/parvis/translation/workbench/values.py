"""What a translation has in common with its source, and may have of its own: pictures, links."""

import json
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Locale, Page
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    Translation,
    TranslationSource,
)
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
)

from parvis.translation.places import Places
from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.review.freezing import refuse_changes
from parvis.translation.workbench.leads import ADDRESS, Lead, findings_of, link_of

_segments_of = TranslationSource._get_segments_for_translation


class RefusedValueError(Exception):
    """What was chosen cannot stand there; `typed` is what it was, the text says why."""

    def __init__(self, segment: OverridableSegment, typed: str, problem: str) -> None:
        self.segment, self.typed = segment, typed
        super().__init__(problem)


@dataclass(frozen=True)
class Value:
    """A value shared with the source unless the translation has its own; `form` edits that one.

    `error` says why what was chosen, now or before, is not used; `finding` that what is used leads
    readers to another language, unless somebody set that aside.
    """

    pk: int
    label: str
    block: str
    shared: str
    is_own: bool
    form: forms.Form
    error: str = ""
    finding: JudgedFinding | None = None

    @property
    def findings(self) -> list[JudgedFinding]:
        """What the checks say of it, as a list."""
        return [self.finding] if self.finding else []

    @property
    def warning(self) -> str:
        """What is left to look at, in words."""
        return self.finding.message if self.finding and not self.finding.is_dismissed else ""


def install() -> None:
    """Have a value that has become unusable give way to the source’s; called once."""
    TranslationSource._get_segments_for_translation = segments_for_translation


def segments_for_translation(
    self: TranslationSource, locale: Locale, fallback: bool = False
) -> list[Any]:
    """Return what a translation is made of, without values of its own that cannot be used.

    Such as a picture that was deleted since: the page could be neither shown nor published.
    """
    overrides = _overrides(self, locale.pk).filter(has_error=False)
    kept = {override.context_id: override for override in overrides}
    if kept:
        fields = _Fields(self, self.as_instance())
        for segment in _segments(self).filter(context__in=list(kept)):
            override = kept[segment.context_id]
            try:
                fields.of(segment).clean(override.data)
            except _NoFieldError:
                continue
            except ValidationError as error:
                override.has_error, override.field_error = True, " ".join(error.messages)
                override.save(update_fields=["has_error", "field_error"])
    found: list[Any] = _segments_of(self, locale, fallback=fallback)
    return found


def values_of(translation: Translation, refused: RefusedValueError | None = None) -> list[Value]:
    """Return what may differ from the source besides its words, in the order of the text.

    What was just refused is shown again where it can be, beside the reason.
    """
    source = translation.source
    fields = _Fields(source, source.get_source_instance())
    overrides = {
        override.context_id: override
        for override in _overrides(source, translation.target_locale_id)
    }
    found: list[Value] = []
    leads: dict[int, Lead] = {}
    for segment in _segments(source):
        try:
            field, place = fields.of(segment), fields.place(segment)
        except _NoFieldError:
            continue
        own = overrides.get(segment.context_id)
        if refused is not None and refused.segment.pk == segment.pk:
            shown, error = refused.typed, str(refused)
        else:
            shown, error = _own(field, own)
        if shown is None or (error and isinstance(field, forms.ModelChoiceField)):
            shown = segment.data  # a chooser can show only what there is
        # The links of texts are looked at with their passages.
        if not error and not _is_link(segment) and (link := link_of(field, shown)):
            leads[len(found)] = Lead(segment.context.path, str(segment.data), str(shown), link)
        found.append(
            Value(
                pk=segment.pk,
                label=str(place["subField"] or place["field"]),
                block=str(place["field"]) if place["subField"] else "",
                shared=_shown(field, segment.data),
                is_own=own is not None,
                form=_form(segment, field, shown),
                error=error,
            )
        )
    for number, finding in findings_of(translation, leads).items():
        found[number] = replace(found[number], finding=finding)
    return found


def save_value(
    translation: Translation, segment: OverridableSegment, value: str, user: Any
) -> None:
    """Give the translation a value of its own; an empty one lets the source's be used again.

    Raises RefusedValueError for one that the field or block could not hold, UnderReviewError where
    the translation was submitted.
    """
    refuse_changes(translation)
    place = {"locale": translation.target_locale, "context": segment.context}
    if not value:
        SegmentOverride.objects.filter(**place).delete()
        return
    source = translation.source
    try:
        cleaned = _Fields(source, source.get_source_instance()).of(segment).clean(value)
    except _NoFieldError as error:
        raise RefusedValueError(segment, value, str(_("This cannot be changed here."))) from error
    except ValidationError as error:
        raise RefusedValueError(segment, value, " ".join(error.messages)) from error
    SegmentOverride.objects.update_or_create(
        **place,
        defaults={
            "data_json": json.dumps(_kept(cleaned)),
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def name_of(segment: OverridableSegment) -> str:
    """Return the name of the form field that edits this value."""
    return f"value-{segment.pk}"


class _NoFieldError(LookupError):
    """The value is not one that editors see, or of a kind that cannot be edited here."""


class _Fields:
    """The form fields of one source’s values, as strict as the fields and blocks they are of."""

    def __init__(self, source: TranslationSource, instance: Any) -> None:
        self._instance, self._tabs = instance, TabHelper(instance)
        self._places = Places(source)

    def place(self, segment: OverridableSegment) -> dict[str, Any]:
        """Return where the value stands, as wagtail-localize says it."""
        try:
            found: dict[str, Any] = get_segment_location_info(
                self._instance,
                self._tabs,
                segment.context.path,
                segment.context.get_field_path(self._instance),
                widget=True,
            )
        except FieldHasNoEditPanelError as error:
            raise _NoFieldError from error
        return found

    def of(self, segment: OverridableSegment) -> forms.Field:
        """Return the field; raise _NoFieldError where there is none."""
        wanted = self.place(segment)["widget"] or {}
        kind = "text" if _is_link(segment) else wanted.get("type")
        if kind == "text":
            return self._text(segment)
        if kind == "page_chooser":
            names = wanted.get("allowed_page_types", [])
            models = [apps.get_model(name) for name in names] or [Page]
            return _chooser(AdminPageChooser(target_models=models), Page.objects.type(*models))
        if kind == "image_chooser":
            return _chooser(AdminImageChooser(), get_image_model()._default_manager.all())
        if kind == "document_chooser":
            return _chooser(AdminDocumentChooser(), get_document_model()._default_manager.all())
        if kind == "snippet_chooser":
            named = wanted["snippet_model"]
            model = apps.get_model(named["app_label"], named["model_name"])
            return _chooser(AdminSnippetChooser(model), model._default_manager.all())
        raise _NoFieldError

    def _text(self, segment: OverridableSegment) -> forms.Field:
        """Return a text field; what replaces an address has to be one."""
        validators: list[Any] = []
        if not _is_link(segment):
            validators += self._places.at(segment.context.path).validators
        if _is_link(segment) or ADDRESS.fullmatch(str(segment.data)):
            validators.append(_address)
        return forms.CharField(validators=validators, required=False)


def _address(value: str) -> None:
    if not ADDRESS.fullmatch(value):
        raise ValidationError(
            _("An address begins with https://, mailto: or tel:, or on this site with / or #.")
        )


def _is_link(segment: OverridableSegment) -> bool:
    """Whether the value is the address of a link inside a text: its path ends with it, quoted."""
    return ".'" in segment.context.path


def _chooser(widget: forms.Widget, queryset: Any) -> forms.Field:
    return forms.ModelChoiceField(
        queryset,
        widget=widget,
        required=False,
        error_messages={"invalid_choice": _("What was chosen does not exist, or not any more.")},
    )


def _own(field: forms.Field, own: SegmentOverride | None) -> tuple[Any, str]:
    """Return the translation’s own value, and why it is not used where it is not."""
    if own is None:
        return None, ""
    if error := own.get_error():
        return own.data, error
    try:
        field.clean(own.data)
    except ValidationError as error:
        return own.data, " ".join(error.messages)
    return own.data, ""


def _kept(cleaned: Any) -> Any:
    """Return what is kept of a value: of an object its id, as wagtail-localize does."""
    pk = getattr(cleaned, "pk", cleaned)
    return pk if isinstance(pk, int) else str(pk)


def _overrides(source: TranslationSource, locale_id: int) -> Any:
    return SegmentOverride.objects.filter(locale=locale_id, context__object=source.object_id)


def _segments(source: TranslationSource) -> Any:
    found = OverridableSegment.objects.filter(source=source)
    return found.select_related("context").order_by("order", "pk")


def _form(segment: OverridableSegment, field: forms.Field, value: Any) -> forms.Form:
    name = name_of(segment)
    form = forms.Form(initial={name: value})
    form.fields[name] = field
    return form


def _shown(field: forms.Field, data: Any) -> str:
    """Return the source's value in words."""
    if not isinstance(field, forms.ModelChoiceField) or not data:
        return str(data or "")
    return str(field.queryset.filter(pk=data).first() or "")
