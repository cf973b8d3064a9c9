"""Work is given and taken back: whoever is concerned is told, and nobody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.log_actions import LogContext
from wagtail_localize.models import Translation

from parvis.translation.notices import people
from parvis.translation.notices.assignments import give, take_back
from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import sentence
from parvis.translation.rights import writes_in
from parvis.translation.workbench.models import Assignment
from tests import factories
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db

Told = Callable[[Any], list[str]]


def test_whoever_is_asked_is_told_by_whom_and_by_when(
    work: Translation, anne: Any, writer: Any, doing: Doing
) -> None:
    with doing():
        give(work, writer, person=anne, due=date(2031, 3, 9))
    notice = Notice.objects.get()
    assert notice.person == anne
    assert notice.address == work.get_target_instance_edit_url()
    assert "writer" in sentence(notice)
    assert "Le carnet" in sentence(notice)
    assert "2031" in sentence(notice)


def test_saving_the_same_again_tells_nothing_new(
    work: Translation, anne: Any, writer: Any, doing: Doing, told: Told
) -> None:
    for due in (None, None, date(2031, 3, 9)):
        with doing():
            give(work, writer, person=anne, due=due)
    assert told(anne) == ["assigned"]


def test_a_team_is_each_active_member_who_writes_in_the_language(
    work: Translation, anne: Any, person: Any, doing: Doing, told: Told
) -> None:
    gone, other = person("Translators", name="gone"), person("Translators", name="other")
    gone.is_active = False
    gone.save()
    with doing():
        give(work, None, team=Group.objects.get(name="Translators"))
    assert (told(anne), told(other), told(gone)) == (["assigned"], ["assigned"], [])
    assert "Translators" in sentence(Notice.objects.of(anne).get())


def test_work_that_goes_to_somebody_else_is_taken_from_the_first(
    work: Translation, anne: Any, writer: Any, person: Any, doing: Doing, told: Told
) -> None:
    bob = person("Translators", name="bob")
    for who in (anne, bob, anne):
        with doing():
            give(work, writer, person=who)
    with doing():
        assert take_back(work)
    assert told(anne) == ["assigned", "taken-away", "assigned", "taken-away"]
    assert told(bob) == ["assigned", "taken-away"]
    assert not take_back(work)


def test_what_one_gives_or_takes_oneself_is_not_told(
    work: Translation, anne: Any, doing: Doing
) -> None:
    with doing():
        give(work, anne, person=anne)
    with doing(), LogContext(user=anne):
        take_back(work)
    assert not Notice.objects.exists()


def test_nobody_is_told_of_what_they_may_not_see(
    work: Translation, person: Any, doing: Doing
) -> None:
    outsider = person("no such group", name="outsider")
    with doing():
        Assignment.objects.create(translation=work, person=outsider)
    assert not Notice.objects.exists()


def test_a_translation_that_is_deleted_is_not_told_as_taken_away(
    work: Translation, anne: Any, doing: Doing
) -> None:
    give(work, None, person=anne)
    with doing():
        work.delete()
    assert not Notice.objects.exists()


def test_the_writers_of_a_language_are_those_whose_rights_say_so(person: Any, writer: Any) -> None:
    everybody = [person(), *(person(name) for name in ("Editors", "Translators", "Moderators"))]
    everybody += [writer, person("no such group", name="outsider")]
    for code in ("fr", "en"):
        locale = factories.locale(code)
        expected = {user for user in everybody if writes_in(user, locale.pk)}
        assert set(people.writers_in(locale)) == expected


def test_a_large_team_is_told_in_a_bounded_number_of_queries(
    work: Translation, person: Any, doing: Doing, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        person("Translators", name=f"translator-{number}")
    team = Group.objects.get(name="Translators")
    with django_assert_max_num_queries(60), doing():
        give(work, None, team=team)
    assert Notice.objects.count() == 8
