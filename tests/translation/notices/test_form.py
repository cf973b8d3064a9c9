"""The form that gives one translation to somebody, or takes it back."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from parvis.translation.notices.assignments import give
from parvis.translation.notices.models import Notice
from parvis.translation.workbench.models import Assignment
from tests import factories
from tests.translation import documents
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(person: Any) -> Client:
    """The writer's superior, signed in as one of the Editors."""
    client = Client()
    client.force_login(person("Editors", name="boss"))
    return client


def address(work: Translation) -> str:
    return reverse("parvis_notices:assignment", args=[work.pk])


def test_a_person_is_given_it_with_a_day_and_told(
    boss: Client, work: Translation, anne: Any, doing: Doing
) -> None:
    with doing():
        answer = boss.post(address(work), {"who": f"person:{anne.pk}", "due": "2031-03-09"})
    assert answer.headers["Location"] == work.get_target_instance_edit_url()
    given = Assignment.objects.get()
    assert (given.person, given.team, given.due.isoformat()) == (anne, None, "2031-03-09")
    assert given.given_by is not None
    assert Notice.objects.get().person == anne


def test_a_team_is_given_it_in_place_of_a_person(
    boss: Client, work: Translation, anne: Any
) -> None:
    give(work, None, person=anne)
    team = Group.objects.get(name="Translators")
    boss.post(address(work), {"who": f"team:{team.pk}"})
    given = Assignment.objects.get()
    assert (given.person, given.team, given.due) == (None, team, None)


def test_it_is_taken_back(boss: Client, work: Translation, anne: Any, doing: Doing) -> None:
    give(work, None, person=anne)
    with doing():
        assert boss.post(address(work), {"who": ""}).status_code == 302
    assert not Assignment.objects.exists()
    assert [notice.kind for notice in Notice.objects.of(anne)] == ["taken-away"]


def test_it_offers_those_who_may_write_in_the_language_and_says_who_has_it(
    boss: Client, work: Translation, anne: Any, person: Any
) -> None:
    outsider = person("no such group", name="outsider")
    give(work, None, person=anne)
    soup = BeautifulSoup(boss.get(address(work)).content, "html.parser")
    offered = {str(option["value"]) for option in soup.select("select[name=who] option")}
    chosen = [str(option["value"]) for option in soup.select("select[name=who] option[selected]")]
    assert {"", f"person:{anne.pk}"} <= offered
    assert f"person:{outsider.pk}" not in offered
    assert chosen == [f"person:{anne.pk}"]
    answer = boss.post(address(work), {"who": f"person:{outsider.pk}"})
    assert answer.status_code == 200
    assert Assignment.objects.get().person == anne


def test_a_day_that_is_over_is_refused_unless_it_was_the_day_before(
    boss: Client, work: Translation, anne: Any
) -> None:
    data = {"who": f"person:{anne.pk}", "due": "2001-01-01"}
    assert boss.post(address(work), data).status_code == 200
    assert not Assignment.objects.exists()
    give(work, None, person=anne, due=date(2001, 1, 1))
    assert boss.post(address(work), data).status_code == 302


def test_whoever_may_not_submit_it_may_not_assign_it(
    work: Translation, anne: Any, person: Any
) -> None:
    outsider = Client()
    outsider.force_login(person("no such group", name="outsider"))
    assert outsider.get(address(work)).status_code == 302
    into_french = documents.translate(factories.article("A notebook", "en"), code="fr")
    translator = Client()
    translator.force_login(anne)
    anne.groups.clear()
    anne.groups.add(Group.objects.create(name="Guests"))
    assert translator.get(address(into_french)).status_code in (302, 403)
    translator.post(address(into_french), {"who": f"person:{anne.pk}"})
    assert not Assignment.objects.exists()
