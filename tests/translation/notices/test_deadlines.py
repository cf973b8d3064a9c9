"""Work that is due in two days, or late, is told once each."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail_localize.models import Translation

from parvis.pages.rounds import registered_rounds
from parvis.translation.notices import deadlines
from parvis.translation.notices.assignments import give
from parvis.translation.workbench.saving import save_passage
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

Told = Callable[[Any], list[str]]
DUE = date(2031, 3, 9)


def test_it_is_told_two_days_ahead_and_once_late(work: Translation, anne: Any, told: Told) -> None:
    give(work, None, person=anne, due=DUE)
    deadlines.tell_deadlines(DUE - timedelta(days=3))
    assert told(anne) == []
    for days in (-2, -1, 0):
        deadlines.tell_deadlines(DUE + timedelta(days=days))
        assert told(anne) == ["due"]
    for days in (1, 2):
        deadlines.tell_deadlines(DUE + timedelta(days=days))
        assert told(anne) == ["due", "late"]


def test_another_day_is_told_again(work: Translation, anne: Any, told: Told) -> None:
    for due in (DUE, DUE + timedelta(days=7)):
        give(work, None, person=anne, due=due)
        deadlines.tell_deadlines(due)
    assert told(anne) == ["due", "due"]


def test_each_of_a_team_is_told(work: Translation, anne: Any, person: Any, told: Told) -> None:
    bob = person("Translators", name="bob")
    give(work, None, team=Group.objects.get(name="Translators"), due=DUE)
    deadlines.tell_deadlines(DUE)
    assert (told(anne), told(bob)) == (["due"], ["due"])


def test_what_is_done_is_not_late(work: Translation, anne: Any, told: Told) -> None:
    give(work, None, person=anne, due=DUE)
    for segment in work.source.stringsegment_set.select_related("string", "context"):
        save_passage(work, segment, documents.english(segment.string.data), anne, seen="")
    work.save_target(user=anne)
    work.get_target_instance().get_latest_revision().publish()
    deadlines.tell_deadlines(DUE + timedelta(days=1))
    assert told(anne) == []


def test_a_snippet_is_done_once_it_is_published(anne: Any, told: Told) -> None:
    work = documents.translate(factories.tag("Voirie"))
    give(work, None, person=anne, due=DUE)
    for segment in work.source.stringsegment_set.select_related("string", "context"):
        save_passage(work, segment, documents.english(segment.string.data), anne, seen="")
    deadlines.tell_deadlines(DUE)
    assert told(anne) == ["due"]
    work.save_target(publish=True)
    work.get_target_instance().get_latest_revision().publish()
    deadlines.tell_deadlines(DUE + timedelta(days=1))
    assert told(anne) == ["due"]


def test_the_process_of_schedules_looks_once_an_hour(
    work: Translation, anne: Any, told: Told, django_assert_num_queries: Any
) -> None:
    assert deadlines.run_deadlines in registered_rounds()
    give(work, None, person=anne, due=timezone.localdate())
    deadlines.run_deadlines()
    assert told(anne) == ["due"]
    with django_assert_num_queries(0):
        deadlines.run_deadlines()
