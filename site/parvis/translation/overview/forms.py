"""The form below the matrix: what to do with the pages that were ticked, in which language."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale, Page

from parvis.translation.files.formats import FORMATS
from parvis.translation.overview import actions
from parvis.translation.overview.matrix import PER_PAGE
from parvis.translation.state import written

# To export as …: the action, and the format it names.
EXPORTS = {f"export-{name}": name for name in FORMATS}
ACTIONS: dict[str, tuple[Any, Callable[..., actions.Outcome]]] = {
    "submit": (_("Submit for translation"), actions.submit),
    "propose": (_("Have a machine propose translations"), actions.propose),
    **{
        action: (format_lazy(_("Export as {format}"), format=FORMATS[name].label), actions.leave)
        for action, name in EXPORTS.items()
    },
    "assign": (_("Assign"), actions.assign),
    "unassign": (_("Take the assignment back"), actions.unassign),
    "exempt": (_("Do not translate, for the reason given"), actions.exempt),
    "lift": (_("Translate after all"), actions.lift),
}


class BulkForm(forms.Form):
    """Pages, a language, and what to do; who and when for an assignment, why for an exemption."""

    page = forms.ModelMultipleChoiceField(
        Page.objects.none(),
        label=_("Pages"),
        error_messages={"required": _("Tick at least one page.")},
    )
    locale = forms.ModelChoiceField(
        Locale.objects.all(), label=_("Into"), empty_label=_("each other language"), required=False
    )
    action = forms.ChoiceField(
        label=_("What to do"), choices=[(name, label) for name, (label, _do) in ACTIONS.items()]
    )
    person = forms.ModelChoiceField(
        get_user_model()._default_manager.none(), label=_("Person"), required=False
    )
    team = forms.ModelChoiceField(Group.objects.none(), label=_("Group"), required=False)
    due = forms.DateField(label=_("Due"), widget=AdminDateInput, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, model: Any = Page, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="bulk_%s", **kwargs)
        fields: dict[str, Any] = self.fields
        fields["page"].queryset = written(model)
        fields["person"].queryset = actions.people()
        fields["team"].queryset = actions.teams()

    def clean_page(self) -> list[Any]:
        """Return the pages, no more than one page of the matrix shows."""
        pages = list(self.cleaned_data["page"])
        if len(pages) > PER_PAGE:
            raise ValidationError(
                _("At most %(number)d pages at once."), params={"number": PER_PAGE}
            )
        return pages

    def clean(self) -> dict[str, Any]:
        """Refuse an assignment to nobody, and an exemption without a reason."""
        data = super().clean() or self.cleaned_data
        if data.get("action") == "exempt" and not data.get("reason"):
            self.add_error("reason", _("Say why, for those who will ask."))
        if data.get("action") == "assign":
            self._clean_assignment(data)
        return data

    def act(self, user: Any) -> list[tuple[Locale, actions.Outcome]]:
        """Do what was asked for as this user, and return what became of it in each language.

        Without a language it is done in all but each page’s own.
        """
        data = self.cleaned_data
        more = {
            "assign": {name: data[name] for name in ("person", "team", "due")},
            "exempt": {"reason": data["reason"]},
        }
        do, options = ACTIONS[data["action"]][1], more.get(data["action"], {})
        return [(locale, do(user, pages, locale, **options)) for locale, pages in self._work(data)]

    def _work(self, data: dict[str, Any]) -> list[tuple[Locale, list[Any]]]:
        """Return the languages it is done in, and the pages in each."""
        if data["locale"]:
            return [(data["locale"], data["page"])]
        work = [
            (locale, [page for page in data["page"] if page.locale_id != locale.pk])
            for locale in Locale.objects.all()
        ]
        return [(locale, pages) for locale, pages in work if pages]

    def _clean_assignment(self, data: dict[str, Any]) -> None:
        person, team = data.get("person"), data.get("team")
        if (person is None) == (team is None):
            self.add_error("person", _("Choose a person or a group."))
            return
        if not data.keys() >= {"page", "locale"}:
            return
        for locale, _pages in self._work(data):
            named = {"language": locale.get_display_name()}
            if person is not None and person not in actions.people(locale):
                told = _("This person may not write in %(language)s.")
                self.add_error("person", ValidationError(told, params=named))
            elif team is not None and team not in actions.teams(locale):
                told = _("This group may not write in %(language)s.")
                self.add_error("team", ValidationError(told, params=named))
