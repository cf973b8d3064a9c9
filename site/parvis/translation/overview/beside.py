"""The state of translations on Wagtail’s own screens: in listings, and beside the editors."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageListingMixin
from wagtail.models import TranslatableMixin
from wagtail.snippets.views import snippets

from parvis.translation.overview.standing import standing_of, standings
from parvis.translation.overview.steps import NextSteps
from parvis.translation.rights import written_languages

_side_panels = EditView.get_side_panels
_side_panels_of_snippet = snippets.EditView.get_side_panels
_columns_of_snippets = snippets.IndexView.columns.func


def install() -> None:
    """Show the state in Wagtail’s listings and editors of pages and snippets; called once."""
    for view in (PageListingMixin, IndexView, ExplorableIndexView):
        columns = view.base_columns
        if not any(isinstance(column, TranslationsColumn) for column in columns):
            names = [column.name for column in columns]
            columns.insert(names.index("status"), TranslationsColumn("translations", width="16%"))
    EditView.get_side_panels = side_panels
    snippets.IndexView.columns = cached_property(columns_of_snippets)
    snippets.IndexView.columns.__set_name__(snippets.IndexView, "columns")
    snippets.EditView.get_side_panels = side_panels_of_snippet


class TranslationsColumn(BaseColumn):
    """Where each page of a listing stands in the other languages, or behind its original."""

    cell_template_name = "admin/translation/overview/column.html"

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, label=_("Translations"), **kwargs)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the standing of a page: looked up once for all the pages of the table."""
        kept = vars(parent_context["table"])
        if "parvis_standings" not in kept:
            kept["parvis_standings"] = standings(list(parent_context["table"].data))
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"standing": kept["parvis_standings"].get(instance.pk)}


class TranslationsSidePanel(BaseSidePanel):
    """The languages of the page in hand: state, passages left, who has it, by when, or why not."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """What opens the panel."""

        aria_label = _("Show the translations")
        icon_name = "wagtail-localize-language"

    name = "translations"
    title = _("Translations")
    template_name = "admin/translation/overview/side_panel.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add each language with what to do next."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        standing = standing_of(self.object)
        if standing is None:
            return context
        user = self.request.user
        written = set(written_languages(user).values_list("pk", flat=True))
        steps = NextSteps(user, written, self.request)
        cells = [(cell, steps.of(standing.row, cell)) for cell in standing.cells]
        source = None if standing.is_original else steps.source(standing.row)
        return context | {"standing": standing, "cells": cells, "source_address": source}


def side_panels(self: EditView) -> MediaContainer:
    """Return the panels beside an editor, with that of the translations."""
    panels: Any = _side_panels(self)
    if not self.page.alias_of_id:
        panels.insert(1, TranslationsSidePanel(self.page, self.request))
    return panels


def side_panels_of_snippet(self: snippets.EditView) -> MediaContainer:
    """Return the panels beside the editor of a snippet, with that of the translations."""
    panels: Any = _side_panels_of_snippet(self)
    if isinstance(self.object, TranslatableMixin):
        panels.insert(1, TranslationsSidePanel(self.object, self.request))
    return panels


def columns_of_snippets(self: snippets.IndexView) -> list[BaseColumn]:
    """Return the columns of a listing of snippets, with that of the translations."""
    columns: list[BaseColumn] = list(_columns_of_snippets(self))
    if issubclass(self.model, TranslatableMixin):
        columns.append(TranslationsColumn("translations", width="16%"))
    return columns
