"""Work that is due in two days, or late, is told once each to whoever is to do it."""

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from wagtail_localize.models import get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all
from parvis.translation.state import State, state_of
from parvis.translation.workbench.models import Assignment

AHEAD = timedelta(days=2)
EVERY = timedelta(hours=1)
LOOKED = "parvis_notices_deadlines"
DONE = {State.CURRENT, State.AWAITING_REVIEW}


def run_deadlines() -> None:
    """Look after deadlines, once an hour: days do not change every minute."""
    if cache.add(LOOKED, True, EVERY.total_seconds()):
        tell_deadlines(timezone.localdate())


def tell_deadlines(today: date) -> None:
    """Tell of what is due soon or late on this day, unless it is done."""
    near = Assignment.objects.filter(due__lte=today + AHEAD, translation__enabled=True)
    for assignment in near.select_related(
        "translation__source__locale", "translation__target_locale"
    ).iterator():
        _tell(assignment, Kind.LATE if assignment.is_late(today) else Kind.DUE)


def _tell(assignment: Assignment, kind: Kind) -> None:
    translation, due = assignment.translation, assignment.due
    source, target = people.source_of(translation), people.target_of(translation)
    if source is None or target is None or due is None or _is_done(translation, source):
        return
    tell_all(
        people.who_may_edit(people.members_of(assignment, translation.target_locale), target),
        kind,
        f"{kind}:{translation.pk}:{due.isoformat()}",
        get_edit_url(target),
        **wording.subject(translation, source),
        due=due.isoformat(),
    )


def _is_done(translation: Any, source: Any) -> bool:
    """Whether nothing is left to do: nobody is reminded of it."""
    return state_of(source, translation.target_locale) in DONE
