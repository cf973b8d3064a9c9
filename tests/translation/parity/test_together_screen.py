"""The screen on which languages are published together."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import ArticlePage
from tests import factories
from tests.translation.parity.conftest import Pair, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(person: Any) -> Client:
    client = Client()
    client.force_login(person())
    return client


def address(page: Any) -> str:
    return reverse("parvis_parity:together", args=[page.pk])


def live_titles() -> set[str]:
    return set(ArticlePage.objects.live().values_list("title", flat=True))


def test_the_screen_ticks_what_can_be_published_and_publishes_it(boss: Client, pair: Pair) -> None:
    shown = boss.get(address(pair[0]))
    assert [row.is_chosen for row in shown.context["rows"]] == [True, True]
    answer = boss.post(address(pair[0]), {"pages": [page.pk for page in pair]})
    assert answer.status_code == 302
    assert live_titles() == {"La place", "EN La place"}


def test_the_screen_says_what_is_missing_and_does_not_tick_it(
    boss: Client, make_pair: Callable[..., Pair]
) -> None:
    pair = make_pair(whole=False)
    rows = boss.get(address(pair[0])).context["rows"]
    assert [row.is_chosen for row in rows] == [True, False]
    answer = boss.post(address(pair[0]), {"pages": [page.pk for page in pair]})
    assert answer.status_code == 422
    assert len(answer.context["refusals"]) == 1
    assert live_titles() == set()


def test_a_date_schedules_all(boss: Client, pair: Pair) -> None:
    day = timezone.localtime() + timedelta(days=3)
    when = day.replace(hour=12, minute=0, second=0, microsecond=0)  # no clock is put back then
    chosen = {"pages": [page.pk for page in pair], "when": when.strftime("%Y-%m-%dT%H:%M")}
    assert boss.post(address(pair[0]), chosen).status_code == 302
    assert [scheduled(page).approved_go_live_at for page in pair] == [when, when]


def test_nothing_ticked_is_not_published(boss: Client, pair: Pair) -> None:
    answer = boss.post(address(pair[0]), {"when": ""})
    assert answer.status_code == 422
    assert live_titles() == set()


def test_pages_of_another_set_are_not_taken(boss: Client, pair: Pair) -> None:
    other = factories.article("Autre chose", live=False)
    answer = boss.post(address(pair[0]), {"pages": [pair[0].pk, other.pk]})
    assert answer.status_code == 422
    assert live_titles() == set()


def test_whoever_publishes_in_no_language_is_turned_away(person: Any, pair: Pair) -> None:
    guests = Group.objects.create(name="Guests")
    guests.permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(person("Guests"))
    answer = client.get(address(pair[0]))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("wagtailadmin_home")


def test_a_translator_is_offered_the_language_they_publish_in(
    translator: Client, pair: Pair
) -> None:
    rows = translator.get(address(pair[0])).context["rows"]
    assert [(row.page.locale.language_code, row.is_chosen) for row in rows] == [
        ("fr", False),
        ("en", True),
    ]
    answer = translator.post(address(pair[0]), {"pages": [page.pk for page in pair]})
    assert answer.status_code == 422
    assert live_titles() == set()


def test_the_editor_of_a_page_leads_there_where_it_has_translations(
    boss: Client, pair: Pair
) -> None:
    alone = factories.article("Sans traduction")
    assert (
        address(pair[0])
        in boss.get(reverse("wagtailadmin_pages:edit", args=[pair[0].pk])).content.decode()
    )
    assert (
        address(alone)
        not in boss.get(reverse("wagtailadmin_pages:edit", args=[alone.pk])).content.decode()
    )
