"""The dashboard, narrowed to what a machine was asked for and has not given."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from parvis.translation.machine.models import MachineRequest
from parvis.translation.overview.filters import register_filter

State = MachineRequest.State
SHOWN = (State.WAITING, State.SENT, State.FAILED)


def install() -> None:
    """Offer the filter; called once."""
    register_filter("machine", _("Machine"), _states, _in_state)


def _states() -> list[tuple[str, str]]:
    return [(name, str(label)) for name, label in State.choices if name in SHOWN]


def _in_state(pages: QuerySet[Page], state: str) -> QuerySet[Page]:
    asked = MachineRequest.objects.filter(state=state).values("translation__source__object_id")
    return pages.filter(translation_key__in=asked)
