"""“Writing”, beside a page’s editor: what keeps somebody from reading it, and how plain it is."""

from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView

from parvis.pages.models import BasePage
from parvis.writing.accessibility import CHECKS, Finding, findings_of
from parvis.writing.plain import LONG_SENTENCE, reading_of

_side_panels = EditView.get_side_panels


def install() -> None:
    """Show the panel beside the editors of pages; called once."""
    global _side_panels
    if EditView.get_side_panels is not side_panels:
        _side_panels = EditView.get_side_panels
        EditView.get_side_panels = side_panels


class WritingSidePanel(BaseSidePanel):
    """The findings and the reading of the page as it was last saved; a script keeps them so."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """What opens the panel."""

        aria_label = _("Show what could be read more easily")
        icon_name = "pilcrow"

    name = "writing"
    title = _("Writing")
    template_name = "admin/writing/side_panel.html"
    order = 160

    @property
    def media(self) -> Media:
        """What looks again after each saving, and leads to a place."""
        return Media(
            js=["parvis/admin/places.js", Script("parvis/admin/writing.js", type="module")],
            css={"all": ["parvis/admin/places.css", "parvis/admin/writing.css"]},
        )

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add what is said, and where to ask for it again."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | advice(self.object) | {"address": address(self.object)}


def advice(page: BasePage) -> dict[str, Any]:
    """Return what the panel says of a page: check by check, the failures before the doubts."""
    return {
        "findings": sorted(findings_of(page), key=_rank),
        "reading": reading_of(page),
        "long_sentence": LONG_SENTENCE,
    }


def _rank(finding: Finding) -> tuple[bool, int]:
    return finding.check.severity != "error", list(CHECKS).index(finding.check.name)


def address(page: BasePage) -> str:
    """Return where what the panel says is asked for again."""
    return reverse("parvis_writing:advice", args=[page.pk])


def side_panels(self: EditView) -> MediaContainer:
    """Return the panels beside an editor, with this one."""
    panels: Any = _side_panels(self)
    if isinstance(self.page, BasePage) and not self.page.alias_of_id:
        panels.append(WritingSidePanel(self.page, self.request))
    return panels
