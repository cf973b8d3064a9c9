"""Who translates something, and by when."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale

from parvis.translation.notices import people
from parvis.translation.workbench.models import Assignment

PERSON, TEAM = "person", "team"


class AssignmentForm(forms.Form):
    """One person or one team among those who may write in the language, or nobody."""

    who = forms.ChoiceField(label=_("Who translates it"), required=False)
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=AdminDateInput,
    )

    def __init__(
        self, *args: Any, locale: Locale, assignment: Assignment | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.people = {
            f"{PERSON}:{person.pk}": person
            for person in people.writers_in(locale).order_by("username")
        }
        self.teams = {f"{TEAM}:{team.pk}": team for team in people.teams_in(locale)}
        field = cast(forms.ChoiceField, self.fields["who"])
        field.choices = [
            ("", _("nobody")),
            (_("People"), [(key, str(person)) for key, person in self.people.items()]),
            (_("Teams"), [(key, team.name) for key, team in self.teams.items()]),
        ]
        if assignment:
            field.initial = (
                f"{PERSON}:{assignment.person_id}"
                if assignment.person_id
                else f"{TEAM}:{assignment.team_id}"
            )
            self.fields["due"].initial = assignment.due

    def clean_due(self) -> date | None:
        """Refuse a day that is over, unless it was the day before."""
        due: date | None = self.cleaned_data["due"]
        former = self.assignment.due if self.assignment else None
        if due and due != former and due < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return due

    @property
    def chosen(self) -> dict[str, Any]:
        """Whom it is given to, as `assignments.give` takes it; empty for nobody."""
        who = self.cleaned_data["who"]
        if who in self.people:
            return {PERSON: self.people[who]}
        team: Group | None = self.teams.get(who)
        return {TEAM: team} if team else {}
