"""Concepts in the admin: the list, the form, and the way to files."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

from parvis.search.stems import fold
from parvis.translation.glossary.forms import ConceptForm
from parvis.translation.glossary.models import Concept, Term
from parvis.translation.glossary.views import download, upload


def _domains() -> list[tuple[str, str]]:
    names = Concept.objects.exclude(domain="").order_by("domain").values_list("domain", flat=True)
    return [(name, name) for name in names.distinct()]


class ConceptFilterSet(WagtailFilterSet):
    """By domain, and by the languages a concept has terms in."""

    domain = django_filters.ChoiceFilter(label=_("Domain"), choices=_domains)
    locale = django_filters.ModelChoiceFilter(
        field_name="terms__locale",
        label=pgettext_lazy("of people", "Language"),
        queryset=Locale.objects.all(),
        distinct=True,
    )

    class Meta:
        model = Concept
        fields: list[str] = []


class TermsColumn(Column):
    """The terms of a concept in each language, the preferred ones first."""

    cell_template_name = "glossary/terms_cell.html"

    def get_value(self, instance: Concept) -> list[tuple[str, list[Term]]]:
        """Return (language code, terms) for each language that has any."""
        by_code: dict[str, list[Term]] = {}
        for term in sorted(instance.terms.all(), key=lambda term: not term.is_preferred):
            by_code.setdefault(term.locale.language_code, []).append(term)
        return sorted(by_code.items())


class ConceptIndexView(generic.IndexView):
    """The list: searched in every term, without regard to accents."""

    is_searchable = True
    page_title = _("Glossary")
    add_item_label = _("Add a concept")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Make room for the heading beside the buttons."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["media"] += forms.Media(css={"all": ["parvis/admin/glossary.css"]})
        return context

    def get_base_queryset(self) -> models.QuerySet[Concept]:
        """Fetch each concept with its terms."""
        found: models.QuerySet[Concept] = super().get_base_queryset()
        return found.prefetch_related(
            models.Prefetch("terms", queryset=Term.objects.select_related("locale"))
        )

    def search_queryset(self, queryset: models.QuerySet[Concept]) -> models.QuerySet[Concept]:
        """Keep the concepts whose domain, or one of whose terms, holds what is asked for."""
        if not self.is_searching:
            return queryset
        wanted = fold(self.search_query)
        texts = Term.objects.values_list("concept", "concept__domain", "text")
        found = {
            concept for concept, *words in texts if any(wanted in fold(word) for word in words)
        }
        return queryset.filter(pk__in=found)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Show the ways to files beside the one to a new concept."""
        buttons: list[HeaderButton] = list(super().header_buttons)
        for name, label in (("csv", _("Download as CSV")), ("tbx", _("Download as TBX"))):
            address = f"{reverse('concept:download')}?format={name}"
            attributes = {"aria-label": label, "title": label}
            buttons.append(
                HeaderButton(name.upper(), url=address, icon_name="download", attrs=attributes)
            )
        if self.user_has_permission("add") and self.user_has_permission("change"):
            address = reverse("concept:upload")
            buttons.append(HeaderButton(_("Import a file"), url=address, icon_name="upload"))
        return buttons


class ConceptDeleteView(generic.DeleteView):
    """Refuse to delete terms of languages the user does not write in."""

    def get_object(self, queryset: Any = None) -> Concept:
        """Return the concept, where the user may delete it."""
        concept: Concept = super().get_object(queryset)
        if not self.user_has_permission_for_instance("delete", concept):
            raise PermissionDenied
        return concept


class ConceptViewSet(ModelViewSet):
    """Concepts in the admin."""

    model = Concept
    name = "concept"
    url_prefix = "glossary"
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = ConceptIndexView
    delete_view_class = ConceptDeleteView
    filterset_class = ConceptFilterSet
    list_display = [
        "__str__",
        TermsColumn("terms", label=_("Terms")),
        "domain",
        DateColumn("changed", label=_("Changed"), sort_key="changed"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("domain"),
            InlinePanel(
                "terms",
                [
                    FieldRowPanel([FieldPanel("locale"), FieldPanel("status")]),
                    FieldPanel("text"),
                    FieldPanel("definition"),
                ],
                heading=_("Terms"),
                label=_("term"),
                min_num=1,
            ),
            FieldPanel("note"),
        ],
        base_form_class=ConceptForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the two views on files."""
        return [
            *super().get_urlpatterns(),
            path("download/", download, name="download"),
            path("import/", upload, name="upload"),
        ]


viewset = ConceptViewSet()
