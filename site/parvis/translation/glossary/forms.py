"""The form of a concept, with its terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from parvis.pages.locales import locale_of
from parvis.translation.glossary.models import Term
from parvis.translation.glossary.rights import locales_written_by


class ConceptForm(WagtailAdminModelForm):
    """Refuse terms of languages the user does not write in, and a second preferred term."""

    def clean(self) -> dict[str, Any]:
        """Check the terms, once each of them is read."""
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets["terms"]
        formset.is_valid()  # reads them
        if self.for_user is not None:
            self._refuse_foreign_changes(formset)
        self._refuse_two_preferred(formset)
        return cleaned

    def _refuse_foreign_changes(self, formset: Any) -> None:
        mine = locales_written_by(self.for_user)
        refused: set[int] = set()
        for form in formset.forms:
            deleted = formset._should_delete_form(form)
            if not (deleted or form.has_changed()):
                continue
            locales = {form.initial.get("locale"), _chosen_locale(form)} - {None}
            if form.instance.pk is None and deleted:
                continue
            if foreign := locales - mine:
                refused |= foreign
                if not deleted:
                    form.add_error("text", _("This term cannot be changed by you."))
        for locale in sorted(refused):
            self.add_error(
                None,
                _("You do not write in %(language)s: leave its terms as they are.")
                % {"language": locale_of(locale).get_display_name()},
            )

    def _refuse_two_preferred(self, formset: Any) -> None:
        seen: set[int] = set()
        for form in formset.forms:
            locale = _chosen_locale(form)
            if locale is None or formset._should_delete_form(form):
                continue
            if form.cleaned_data.get("status") != Term.Status.PREFERRED:
                continue
            if locale in seen:
                form.add_error(
                    "status",
                    _("Another term is preferred in %(language)s already: only one can be.")
                    % {"language": locale_of(locale).get_display_name()},
                )
            seen.add(locale)


def _chosen_locale(form: forms.ModelForm) -> int | None:
    locale = getattr(form, "cleaned_data", {}).get("locale")
    return locale.pk if locale else None
