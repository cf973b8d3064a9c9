"""The report “Parity of languages”, on screen and as a file."""

from datetime import date
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django_filters import ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page

from parvis.translation.parity.figures import Count, Row, figures, total
from parvis.translation.rights import written_languages

SHARES = ("there", "behind", "same_day", "later", "never", "exempt")


class MonthColumn(Column):
    """The month of a row, in words; the file has it as a date."""

    def get_value(self, instance: Any) -> str:
        """Return the month, or what stands for all of them."""
        return date_format(instance["month"], "F Y") if instance["month"] else _("All")


class ShareColumn(Column):
    """A number of pages, and what share of the row’s that is."""

    def get_value(self, instance: Any) -> str:
        """Return the number and its share; nothing but the number where that is none."""
        number = instance[self.name]
        if not number:
            return "0"
        share = round(100 * number / instance["pages"])
        return _("%(number)d\N{NO-BREAK SPACE}(%(share)d%%)") % {"number": number, "share": share}


class LaterColumn(ShareColumn):
    """What came later, and by how much on average; the file has two columns of it."""

    def get_value(self, instance: Any) -> str:
        """Return the number, its share and the delay."""
        shown, delay = super().get_value(instance), instance["mean_delay"]
        if delay is None:
            return shown
        days = ngettext("after %(days)s day", "after %(days)s days", ceil(delay))
        return f"{shown}, {days % {'days': localize(delay)}}"


class ExemptColumn(ShareColumn):
    """What is exempt, and why; the file has the reasons apart."""

    def get_value(self, instance: Any) -> Any:
        """Return the number, its share and the reasons, one a line."""
        lines = [super().get_value(instance), *instance["reasons"].splitlines()]
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


class ParityFilters(WagtailFilterSet):
    """What the report can be narrowed to."""

    published = DateFromToRangeFilter(
        label=gettext_lazy("First published"), widget=DateRangePickerWidget
    )
    section = ChoiceFilter(label=gettext_lazy("Section"), choices=[])
    language = ModelChoiceFilter(
        label=pgettext_lazy("of people", "Language"), queryset=Locale.objects.all()
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, sections: list[str], **kwargs: Any) -> None:
        super().__init__(*args, queryset=Page.objects.none(), **kwargs)
        self.filters["section"].extra["choices"] = [(name, name) for name in sections]


class ParityReportView(ReportView):
    """How the languages keep pace, for those who write in one of them at least."""

    page_title = gettext_lazy("Parity of languages")
    header_icon = "wagtail-localize-language"
    index_url_name = "parvis_parity:report"
    index_results_url_name = "parvis_parity:report_results"
    export_filename = "parity"
    default_ordering = None
    is_searchable = False
    filterset_class = ParityFilters

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who write in no language."""
        if not written_languages(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Offer the sections there are."""
        sections = sorted({row.section for row in self.rows})
        return super().get_filterset_kwargs() | {"sections": sections}

    def get_filtered_queryset(self) -> list[dict[str, Any]]:
        """Return the totals, then a row for each month, section and language.

        A list, since it is counted and not stored.
        """
        asked = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        period, section = asked.get("published"), asked.get("section")
        language = asked.get("language")
        rows = [
            row
            for row in self.rows
            if (not section or row.section == section)
            and (not period or not period.start or row.month >= period.start.date().replace(day=1))
            and (not period or not period.stop or row.month <= period.stop.date())
        ]
        locales = [locale for locale in self.locales if language in (None, locale)]
        pages, sums = sum(row.pages for row in rows), total(rows)
        whole = [self._flat(None, _("All"), pages, locale, sums[locale.pk]) for locale in locales]
        return (whole if rows else []) + [
            self._flat(row.month, row.section, row.pages, locale, row.counts[locale.pk])
            for row in rows
            for locale in locales
        ]

    @cached_property
    def rows(self) -> list[Row]:
        """What was counted."""
        return figures(self.locales)

    @cached_property
    def locales(self) -> list[Locale]:
        """All languages, in the order of their codes."""
        return list(Locale.objects.order_by("language_code"))

    @cached_property
    def headings(self) -> dict[str, str]:
        """The columns, by name."""
        return {
            "month": _("First published"),
            "section": _("Section"),
            "language": pgettext("of people", "Language"),
            "pages": _("Pages"),
            "there": _("there now"),
            "behind": _("behind"),
            "same_day": _("within the same day"),
            "later": _("later"),
            "mean_delay": _("days later, on average"),
            "never": _("never"),
            "exempt": _("exempt"),
            "reasons": _("Reasons"),
        }

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on screen."""
        kinds = {"month": MonthColumn} | dict.fromkeys(SHARES, ShareColumn)
        kinds |= {"later": LaterColumn, "exempt": ExemptColumn}
        return [
            kinds.get(name, Column)(name, label=label)
            for name, label in self.headings.items()
            if name not in ("mean_delay", "reasons")
        ]

    @property
    def list_export(self) -> list[str]:
        """The columns of the file: the same."""
        return list(self.headings)

    @property
    def export_headings(self) -> dict[str, str]:
        """The first line of the file."""
        return self.headings

    def _flat(
        self, month: date | None, section: str, pages: int, locale: Locale, count: Count
    ) -> dict[str, Any]:
        names = ("there", "behind", "same_day", "later", "mean_delay", "never", "exempt")
        return {
            "month": month,
            "section": section,
            "language": str(locale.get_display_name()),
            "pages": pages,
            **{name: getattr(count, name) for name in names},
            # In the totals they would be those of the whole site in one cell.
            "reasons": "\n".join(count.reasons) if month else "",
        }


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
