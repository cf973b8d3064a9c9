"""A dashboard to ask, and articles in some of the states."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from blog.models import ArticlePage
from parvis.translation.overview.filters import FilterForm
from parvis.translation.overview.matrix import Matrix
from tests import factories
from tests.translation import documents


@pytest.fixture
def ask() -> Any:
    """Return a function that asks for the dashboard: `ask(client, state="missing")`."""

    def get(client: Client, **asked: Any) -> Any:
        answer = client.get(reverse("parvis_overview:translations"), asked)
        assert answer.status_code == 200, answer.status_code
        return answer

    return get


@pytest.fixture
def administrator(person: Any) -> Client:
    """Return a client signed in as one who may do everything, and reads English."""
    client, user = Client(), person()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(user)
    return client


@pytest.fixture
def submitted(db: None) -> ArticlePage:
    """Return a French article whose English is a draft."""
    article = factories.article("Le carnet soumis")
    documents.translate(article)
    return article


def titles(answer: Any) -> list[str]:
    """Return the titles of the rows an answer shows."""
    return [row["page"].title for row in answer.context["rows"]]


def states(answer: Any) -> dict[str, list[str]]:
    """Return the states of the cells of each row, by its title."""
    return {
        row["page"].title: [str(item["cell"].state) for item in row["cells"] if item]
        for row in answer.context["rows"]
    }


def matrix_of(locales: list[Any], **asked: Any) -> Matrix:
    """Return the matrix as it is asked for."""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items()})
    return Matrix(FilterForm(query), locales)


def read_through(locales: list[Any], **asked: Any) -> tuple[list[Any], list[Any]]:
    """Return the ids of a list as somebody reads it to its end, and back to its beginning."""
    shown = matrix_of(locales, **asked).page()
    there = [row.page.pk for row in shown.rows]
    while shown.after:
        shown = matrix_of(locales, **asked).page(after=shown.after)
        there += [row.page.pk for row in shown.rows]
    back = [row.page.pk for row in shown.rows]
    while shown.before:
        shown = matrix_of(locales, **asked).page(before=shown.before)
        # What is left before is shown as the first page, with what follows it.
        new = [row.page.pk for row in shown.rows]
        back = [pk for pk in new if pk not in back] + back
    return there, back
