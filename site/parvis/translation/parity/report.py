"""The report “Parity of languages”, on screen and as a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale

from parvis.translation.parity.figures import Row, figures
from parvis.translation.rights import written_languages


class ParityReportView(ReportView):
    """How the languages keep pace, for those who write in one of them at least."""

    page_title = gettext_lazy("Parity of languages")
    header_icon = "wagtail-localize-language"
    index_url_name = "parvis_parity:report"
    index_results_url_name = "parvis_parity:report_results"
    export_filename = "parity"
    default_ordering = None
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who write in no language."""
        if not written_languages(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self) -> list[dict[str, Any]]:
        """Return a row for each month and section: a list, since it is counted and not stored."""
        return [self._flat(row) for row in figures(self.locales)]

    @cached_property
    def locales(self) -> list[Locale]:
        """All languages, in the order of their codes."""
        return list(Locale.objects.order_by("language_code"))

    @cached_property
    def headings(self) -> dict[str, str]:
        """The columns, by name."""
        named = {"month": _("First published"), "section": _("Section"), "pages": _("Pages")}
        for locale in self.locales:
            language = {"language": locale.get_display_name()}
            prefix = f"locale_{locale.pk}"
            named[f"{prefix}_there"] = _("%(language)s: there now") % language
            named[f"{prefix}_same_day"] = _("%(language)s: within the same day") % language
            named[f"{prefix}_later"] = _("%(language)s: later") % language
            named[f"{prefix}_never"] = _("%(language)s: never") % language
            named[f"{prefix}_exempt"] = _("%(language)s: exempt") % language
        return named | {"reasons": _("Reasons")}

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on screen."""
        return [Column(name, label=label) for name, label in self.headings.items()]

    @property
    def list_export(self) -> list[str]:
        """The columns of the file: the same."""
        return list(self.headings)

    @property
    def export_headings(self) -> dict[str, str]:
        """The first line of the file."""
        return self.headings

    def _flat(self, row: Row) -> dict[str, Any]:
        flat: dict[str, Any] = {
            "month": date_format(row.month, "F Y"),
            "section": row.section,
            "pages": row.pages,
        }
        for locale in self.locales:
            for name, number in vars(row.counts[locale.pk]).items():
                flat[f"locale_{locale.pk}_{name}"] = number
        return flat | {"reasons": "\n".join(row.reasons)}


class ParityMenuItem(MenuItem):
    """The report’s place in the menu of reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those it answers."""
        return bool(written_languages(request.user).exists())


def menu_item() -> MenuItem:
    """Return the entry of the menu; a hook of Wagtail."""
    return ParityMenuItem(
        gettext_lazy("Parity of languages"),
        reverse("parvis_parity:report"),
        name="parity",
        icon_name="wagtail-localize-language",
        order=9100,
    )
