"""What the first screen of the admin says there is to translate, and where to begin."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from blog.models import ArticlePage
from parvis.translation.overview.panel import ToTranslatePanel, counts, urgent
from parvis.translation.state import State
from parvis.translation.workbench.models import Assignment
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(translator: Client) -> Any:
    """Return a translator."""
    return get_user_model().objects.get(username="translators")


def panel_of(user: Any) -> str:
    """Return the panel of a person."""
    request = RequestFactory().get("/")
    request.user = user
    return ToTranslatePanel().render_html({"request": request})


def titles_for(user: Any) -> list[str]:
    """Return the titles of a person's tasks in English, in order."""
    return [task.row.page.title for task in urgent(user, [factories.locale("en")])]


def given(title: str, due_in: int | None = None, **whom: Any) -> ArticlePage:
    """Return an article whose English is assigned, due in so many days."""
    article = factories.article(title)
    due = None if due_in is None else timezone.localdate() + timedelta(days=due_in)
    Assignment.objects.create(translation=documents.translate(article), due=due, **whom)
    return article


def test_mine_and_my_teams_come_first_what_is_late_before_what_is_due(me: Any, person: Any) -> None:
    team, other = Group.objects.get(name="Translators"), person()
    given("Mien sans date", person=me)
    given("Mien demain", 1, person=me)
    given("De l’équipe, en retard", -3, team=team)
    given("D’une autre", -9, person=other)
    factories.article("À personne")
    found = titles_for(me)
    assert found[:3] == ["De l’équipe, en retard", "Mien demain", "Mien sans date"]
    assert "À personne" in found
    assert "D’une autre" not in found
    assert [task.is_late for task in urgent(me, [factories.locale("en")])][:2] == [True, False]


def test_ten_are_shown_and_what_is_done_is_not(
    me: Any, translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    done = given("Fini", -1, person=me)
    for number in range(12):
        given(f"Numéro {number:02}", number, person=me)
    assert titles_for(me)[0] == "Fini"
    documents.fill(translator, documents.translation_of(done))
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(done))
    assert titles_for(me) == [f"Numéro {number:02}" for number in range(10)]


def test_a_snippet_one_is_asked_to_translate_is_among_ones_tasks(me: Any) -> None:
    given("Mien", 5, person=me)
    tag = factories.tag("Voirie")
    due = timezone.localdate() + timedelta(days=1)
    Assignment.objects.create(translation=documents.translate(tag), due=due, person=me)
    assert [task.row.title for task in urgent(me, [factories.locale("en")])][:2] == [
        "Voirie",
        "Mien",
    ]
    assert "Voirie" in panel_of(me)
    assert documents.target_of(tag).pk != tag.pk


def test_what_is_behind_comes_before_what_is_begun_and_that_before_what_is_missing(
    me: Any, translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    behind = factories.article("Un retard")
    documents.submit(translator, behind)
    documents.fill(translator, documents.translation_of(behind))
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(behind))
    behind = ArticlePage.objects.get(pk=behind.pk)
    behind.title = "Un retard certain"
    behind.save_revision().publish()
    factories.article("Un manque")
    documents.translate(factories.article("Un début"))
    assert titles_for(me)[:3] == ["Un retard certain", "Un début", "Un manque"]


def test_the_counts_are_those_of_ones_own_languages(me: Any, submitted: ArticlePage) -> None:
    factories.article("Autre chose")
    before = counts(factories.locale("en"))
    assert before[State.IN_PROGRESS] == 1
    assert before[State.MISSING] >= 1
    with translation.override("en"):
        content = panel_of(me)
    assert "English" in content
    assert "French" not in content
    assert "Français" not in content
    assert submitted.title in content


def test_the_counts_follow_what_is_decided_at_once(
    me: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article, english = factories.article("Un avis"), factories.locale("en")
    missing = counts(english)[State.MISSING]
    with django_capture_on_commit_callbacks(execute=True):
        documents.translate(article)
    assert counts(english).get(State.MISSING, 0) == missing - 1
    assert counts(english)[State.IN_PROGRESS] == 1


def test_those_who_write_in_no_language_see_nothing(submitted: ArticlePage) -> None:
    assert panel_of(get_user_model().objects.create_user("guest")) == ""


def test_the_counts_cost_no_query_a_minute_long_and_the_rest_no_more_with_more_pages(
    me: Any, submitted: ArticlePage
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            urgent(get_user_model().objects.get(pk=me.pk), [factories.locale("en")])
        return len(queries)

    counts(factories.locale("en"))
    few = cost()
    for number in range(30):
        factories.article(f"Numéro {number}")
    cache.clear()
    counts(factories.locale("en"))
    assert cost() == few
