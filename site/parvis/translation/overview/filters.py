"""What the dashboard can be narrowed to and sorted by. Apps register filters of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from parvis.translation.state import State

Choices = Callable[[], Iterable[tuple[str, Any]]]
Apply = Callable[[QuerySet[Page], str], QuerySet[Page]]


@dataclass(frozen=True)
class Filter:
    """One filter of an app: its field, and what choosing a value does to the pages."""

    label: Any
    choices: Choices
    apply: Apply


_registered: dict[str, Filter] = {}

SORTS = {
    "title": _("title"),
    "-published": _("last published first"),
    "published": _("first published first"),
    "-behind": _("most passages behind"),
}


def register_filter(name: str, label: Any, choices: Choices, apply: Apply) -> None:
    """Offer another filter on the dashboard; called when an app is ready.

    `choices` is called for each form and gives (value, label); `apply` takes a queryset of pages,
    which are not of their specific class, and one of these values.
    """
    _registered[name] = Filter(label, choices, apply)


def page_types() -> list[tuple[str, str]]:
    """Return the types a page can have, with their ids as text."""
    found = [model for model in get_page_models() if model is not Page]
    types = ContentType.objects.get_for_models(*found)
    pairs = [(str(kind.pk), str(model._meta.verbose_name)) for model, kind in types.items()]
    return sorted(pairs, key=lambda pair: pair[1])


def snippet_types() -> list[tuple[str, str]]:
    """Return the types of snippets that are translated, with their ids as text."""
    found = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    types = ContentType.objects.get_for_models(*found)
    pairs = [(str(kind.pk), str(model._meta.verbose_name)) for model, kind in types.items()]
    return sorted(pairs, key=lambda pair: pair[1])


def names_of(model: Any) -> list[str]:
    """Return the fields of a model that name an object, the first of which it is sorted by."""
    if issubclass(model, Page):
        return ["title"]
    texts = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField)
        and field.editable
        and not isinstance(field, models.SlugField)
    ]
    return texts or ["pk"]


class FilterForm(forms.Form):
    """What is asked of the dashboard. What is wrong in an address is left out and named.

    So is, in `unheeded`, what was asked and only pages have, where snippets are listed: their form
    has no field for it.
    """

    words = forms.CharField(label=_("Words in the title"), max_length=200, required=False)
    source = forms.ModelChoiceField(Locale.objects.all(), label=_("From"), required=False)
    target = forms.ModelChoiceField(Locale.objects.all(), label=_("Into"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    owner = forms.ModelChoiceField(
        get_user_model()._default_manager.none(), label=_("Owner"), required=False
    )
    changed_after = forms.DateField(
        label=_("Source published from"), widget=AdminDateInput, required=False
    )
    changed_before = forms.DateField(
        label=_("Source published until"), widget=AdminDateInput, required=False
    )
    sort = forms.ChoiceField(label=_("Sorted by"), choices=list(SORTS.items()), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whatever = ("", _("all"))
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [whatever, *((state.value, state.label) for state in State)]
        fields["type"].choices = [
            ("", _("all pages")),
            (_("Pages"), page_types()),
            (_("Snippets"), snippet_types()),
        ]
        owned = Page.objects.order_by().filter(owner=OuterRef("pk")).values("pk")[:1]
        people = get_user_model()._default_manager.alias(owned=Subquery(owned))
        fields["owner"].queryset = people.filter(owned__isnull=False)
        for name in ("source", "target", "owner"):
            fields[name].empty_label = whatever[1]
        for name, found in _registered.items():
            fields[name] = forms.ChoiceField(
                label=found.label, choices=[whatever, *found.choices()], required=False
            )
        self.unheeded = self._leave_out_what_snippets_lack()

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and is right."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @cached_property
    def model(self) -> Any:
        """What is asked for: pages, or the snippets of one model."""
        chosen = self.chosen.get("type")
        found = ContentType.objects.get_for_id(int(chosen)).model_class() if chosen else Page
        return Page if found is None or issubclass(found, Page) else found

    def _leave_out_what_snippets_lack(self) -> list[Any]:
        """Take away the fields that the snippets asked for know nothing of.

        Returns the labels of those that were filled in.
        """
        asked = self.data.get("type", "")
        if asked not in dict(snippet_types()):
            return []
        model: Any = ContentType.objects.get_for_id(int(asked)).model_class()
        lacking = ["owner", *_registered]
        if not issubclass(model, DraftStateMixin):
            lacking += ["changed_after", "changed_before"]
        left_out = {name: self.fields.pop(name) for name in lacking}
        return [field.label for name, field in left_out.items() if self.data.get(name)]

    def narrow(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return the pages asked for, states apart: those are the matrix’s business."""
        chosen = self.chosen
        for word in chosen.get("words", "").split():
            is_named = [Q(**{f"{name}__icontains": word}) for name in names_of(self.model)]
            pages = pages.filter(reduce(or_, is_named))
        if "source" in chosen:
            pages = pages.filter(locale=chosen["source"])
        if issubclass(self.model, DraftStateMixin):
            pages = pages.filter(**self._published())
        if self.model is not Page:
            return pages  # the rest only pages have, see `unheeded`
        for name, lookup in FIELDS.items():
            if name in chosen:
                pages = pages.filter(**{lookup: chosen[name]})
        for name, found in _registered.items():
            if name in chosen:
                pages = found.apply(pages, chosen[name])
        return pages

    def _published(self) -> dict[str, datetime]:
        """Return what is asked of the moment of publication, as look-ups."""
        chosen, found = self.chosen, {}
        if "changed_after" in chosen:
            found["last_published_at__gte"] = _start_of(chosen["changed_after"])
        if "changed_before" in chosen:
            end = datetime.combine(chosen["changed_before"], time.max)
            found["last_published_at__lte"] = _aware(end)
        return found


FIELDS = {"type": "content_type_id", "owner": "owner"}


def _start_of(day: Any) -> datetime:
    return _aware(datetime.combine(day, time.min))


def _aware(moment: datetime) -> datetime:
    # The first and last years of the calendar have no neighbour to be shifted into.
    if moment.year in (1, 9999):
        return moment.replace(tzinfo=UTC)
    return timezone.make_aware(moment)
