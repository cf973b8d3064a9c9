"""The screen “Translations”: the matrix, what to narrow it to, and what to do with what is ticked.

Everything is a link or a form; nothing needs a script.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages as admin_messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from parvis.translation.files.formats import FORMATS as FILES
from parvis.translation.glossary.models import Concept
from parvis.translation.overview.actions import Outcome, ask_again
from parvis.translation.overview.exports import FORMATS, export
from parvis.translation.overview.filters import SORTS, FilterForm
from parvis.translation.overview.forms import EXPORTS, BulkForm
from parvis.translation.overview.matrix import Matrix, Row
from parvis.translation.overview.steps import NextSteps
from parvis.translation.rights import written_languages

REFUSALS_TOLD = 10  # by title; of the others, the number
BOTH = 2  # languages
PART = ("p", "after", "before")  # of the list, in an address

Outcomes = Sequence[tuple[Locale, Outcome]]


class TranslationsView(WagtailAdminTemplateMixin, TemplateView):
    """All pages in all languages, for those who write in one of them at least."""

    template_name = "admin/translation/overview/matrix.html"
    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who write in no language."""
        if not request.user.is_authenticated or not self.written:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the matrix, or give all of it as a file."""
        if (wanted := request.GET.get("export")) in FORMATS:
            return export(self.matrix, str(wanted))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was asked for with what was ticked, and say what could not be done."""
        if "again" in request.POST:
            self._tell(*ask_again(request.user, request.POST["again"]))
            return redirect(request.get_full_path())
        form = BulkForm(request.POST, model=self.matrix.model)
        if not form.is_valid():
            messages.error(request, _("Nothing was done: see what is missing below."))
            context = self.get_context_data(bulk=form)
            return self.render_to_response(context, status=422)
        outcomes = form.act(request.user)
        if any(outcome.leaving for _locale, outcome in outcomes):
            return self._send(outcomes, EXPORTS[form.cleaned_data["action"]])
        for locale, outcome in outcomes:
            self._tell(outcome, locale)
        return redirect(request.get_full_path())

    @cached_property
    def written(self) -> set[int]:
        """The ids of the languages this person writes in."""
        return set(written_languages(self.request.user).values_list("pk", flat=True))

    @cached_property
    def matrix(self) -> Matrix:
        """The matrix as it was asked for."""
        return Matrix(FilterForm(self.request.GET), list(Locale.objects.all()))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of the matrix, its links and the forms."""
        asked = self.request.GET
        shown = self.matrix.page(
            asked.get("p"),
            after=asked.get("after", ""),
            before=asked.get("before", ""),
            is_counted="counted" in asked,
        )
        bulk = kwargs.pop("bulk", None) or BulkForm(
            initial={"locale": self._likely_locale()}, model=self.matrix.model
        )
        steps = NextSteps(self.request.user, self.written, self.request)
        filters = self.matrix.filters
        return super().get_context_data(**kwargs) | {
            "filters": filters,
            "is_narrowed": bool(filters.chosen.keys() - {"sort"}),
            "locales": self.matrix.locales,
            "rows": [self._row(row, steps) for row in shown.rows],
            "ticked": {str(value) for value in bulk["page"].value() or []},
            "bulk": bulk,
            "shown": shown,
            "page_numbers": shown.page
            and shown.page.paginator.get_elided_page_range(shown.page.number),
            "before_address": shown.before and self._address(before=shown.before),
            "after_address": shown.after and self._address(after=shown.after),
            "count_address": self._address(counted="1"),
            "has_pages": issubclass(self.matrix.model, Page),
            "address": reverse("parvis_overview:translations"),
            "files": self._files(),
            "formats": FILES,
            "terms_address": self._terms_address(),
            "exports": [(name.upper(), self._address(export=name)) for name in FORMATS],
            "sorts": [
                (self._address(sort=name), label, name == (filters.chosen.get("sort") or "title"))
                for name, label in SORTS.items()
            ],
        }

    def _row(self, row: Row, steps: NextSteps) -> dict[str, Any]:
        cells = [
            None
            if cell is None
            else {
                "cell": cell,
                "step": steps.of(row, cell),
                "may_ask_again": cell.asked is not None
                and cell.asked.can_be_asked_again
                and cell.locale.pk in self.written,
            }
            for cell in row.cells
        ]
        return {
            "page": row.page,
            "title": row.title,
            "kind": row.kind,
            "address": steps.source(row),
            "cells": cells,
        }

    def _files(self) -> list[tuple[Locale, list[Locale]]]:
        """Return each language this person writes in, and the others: the pairs of a memory."""
        locales = self.matrix.all_locales
        return [
            (locale, [other for other in locales if other != locale])
            for locale in locales
            if locale.pk in self.written
        ]

    def _terms_address(self) -> str:
        """Return where the glossary leaves as TBX, for those who may see it."""
        policy = policy_registry.get_by_type(Concept)
        rights = ["add", "change", "delete", "view"]
        if not policy.user_has_any_permission(self.request.user, rights):
            return ""
        return f"{reverse('concept:download')}?format=tbx"

    def _address(self, **changes: str) -> str:
        """Return this address with something else asked for, from its first page on."""
        asked = {name: value for name, value in self.request.GET.items() if name not in PART}
        return f"{self.request.path}?{urlencode(asked | changes)}"

    def _likely_locale(self) -> Locale | None:
        """Return the language this person most likely acts in; None for each other one.

        Between two languages whoever writes in both means the other of each page, whichever it is.
        """
        target: Locale | None = self.matrix.filters.chosen.get("target")
        if target is not None:
            return target
        mine = [locale for locale in self.matrix.locales if locale.pk in self.written]
        if len(mine) == len(self.matrix.all_locales) == BOTH:
            return None
        default = Locale.get_default()
        return next((locale for locale in mine if locale != default), None)

    def _send(self, outcomes: Outcomes, name: str) -> HttpResponse:
        """Lead to the file; where some pages stay behind, name them before and offer the rest."""
        if not any(outcome.refused for _locale, outcome in outcomes):
            leaving = [number for _locale, outcome in outcomes for number in outcome.leaving]
            return redirect(_file_address(name, leaving))
        for locale, outcome in outcomes:
            if outcome.leaving:
                self._offer(outcome, locale, name)
            self._tell_refusals(outcome, locale)
        return redirect(self.request.get_full_path())

    def _offer(self, outcome: Outcome, locale: Locale, name: str) -> None:
        number = len(outcome.leaving)
        told = ngettext(
            "%(number)d page in %(language)s is ready to leave.",
            "%(number)d pages in %(language)s are ready to leave.",
            number,
        ) % {"number": number, "language": locale.get_display_name()}
        button = admin_messages.button(_file_address(name, outcome.leaving), _("Download"))
        admin_messages.success(self.request, told, buttons=[button])

    def _tell(self, outcome: Outcome, locale: Locale) -> None:
        language = locale.get_display_name()
        if outcome.done:
            number = len(outcome.done)
            told = ngettext(
                "Done for %(number)d page in %(language)s.",
                "Done for %(number)d pages in %(language)s.",
                number,
            )
            messages.success(self.request, told % {"number": number, "language": language})
        self._tell_refusals(outcome, locale)

    def _tell_refusals(self, outcome: Outcome, locale: Locale) -> None:
        language = locale.get_display_name()
        for title, reason in outcome.refused[:REFUSALS_TOLD]:
            told = _("Not done for “%(title)s” in %(language)s: %(reason)s.")
            parts = {"title": title, "language": language, "reason": reason.rstrip(".")}
            messages.warning(self.request, told % parts)
        more = len(outcome.refused) - REFUSALS_TOLD
        if more > 0:
            told = ngettext(
                "Nor for %(number)d other page.", "Nor for %(number)d other pages.", more
            )
            messages.warning(self.request, told % {"number": more})


def _file_address(name: str, leaving: Sequence[int]) -> str:
    """Return where these translations leave as a file of this format."""
    asked = [("format", name), *(("id", str(number)) for number in leaving)]
    return f"{reverse('parvis_translation:files_selection')}?{urlencode(asked)}"
