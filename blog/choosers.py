"""Choosing tags, authors and series from the article editor: of its language, or new."""

from typing import Any

from wagtail.models import Locale
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

LOCALE_PARAMETER = "locale_id"


class LocaleFromAddressMixin:
    """The address says the language: no filter to choose another, and a new object gets it."""

    request: Any

    @property
    def i18n_enabled(self) -> bool:
        """Offer the filter on languages only where the address does not settle it."""
        return super().i18n_enabled and LOCALE_PARAMETER not in self.request.GET  # type: ignore[misc]

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Create in the language of the address."""
        kwargs = super().get_creation_form_kwargs()  # type: ignore[misc]
        wanted = self.request.GET.get(LOCALE_PARAMETER, "")
        locale = Locale.objects.filter(pk=wanted).first() if wanted.isdecimal() else None
        if locale is not None:
            kwargs["instance"] = self.model_class(locale=locale)  # type: ignore[attr-defined]
        return kwargs


class LocalisedChooseView(LocaleFromAddressMixin, ChooseView):
    """The whole dialog."""


class LocalisedChooseResultsView(LocaleFromAddressMixin, ChooseResultsView):
    """Its list, when the reader types or turns a page."""


class LocalisedCreateView(LocaleFromAddressMixin, SnippetCreateView):
    """Its form for a new object."""


class LocalisedChooserViewSet(SnippetChooserViewSet):
    """A chooser limited to one language."""

    choose_view_class = LocalisedChooseView
    choose_results_view_class = LocalisedChooseResultsView
    create_view_class = LocalisedCreateView
    preserve_url_parameters = ["multiple", LOCALE_PARAMETER]
    url_filter_parameters = [LOCALE_PARAMETER]


class TagChooserViewSet(LocalisedChooserViewSet):
    """Choose tags, or create one on the spot."""

    form_fields = ["name"]


class SeriesChooserViewSet(LocalisedChooserViewSet):
    """Choose a series, or create one on the spot."""

    form_fields = ["name"]


class AuthorChooserViewSet(LocalisedChooserViewSet):
    """Choose authors, or create one on the spot."""

    form_fields = ["name", "role"]
