"""Queries that are written once and asked many times."""

from typing import Any

import pytest
from django.db.models import CharField, Q
from django.db.models.fields import IntegerField
from pytest_django import DjangoAssertNumQueries

from blog.models import Tag
from parvis.pages.prepared import PreparedForMany, PreparedQuery
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_query_is_written_once_and_answers_for_each_value(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    written = []

    def build(at_most: int, name: Any, key: Any) -> Any:
        written.append(at_most)
        found = Tag.objects.filter(Q(name=name) | Q(pk=key)).order_by("name")
        return found.select_related("locale")[:at_most]

    query = PreparedQuery(build, name=CharField(), key=IntegerField())
    water, stone = factories.tag("Eau"), factories.tag("Pierre")
    with django_assert_num_queries(4):
        assert query.ask(2, name="Eau", key=stone.pk) == [water, stone]
        assert query.ask(2, name="Pierre", key=stone.pk) == [stone]
        assert query.ask(2, name="Sable", key=0) == []
        (found,) = query.ask(1, name="Eau", key=stone.pk)
        assert (found, found.locale.language_code) == (water, "fr")
    assert written == [2, 1]


def test_a_query_for_many_is_written_for_each_power_of_two(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    written = []

    def build(keys: list[Any]) -> Any:
        written.append(len(keys))
        return Tag.objects.filter(pk__in=keys).order_by("pk")

    query = PreparedForMany(build, IntegerField())
    tags = [factories.tag(f"Sujet {number}") for number in range(6)]
    for count in (1, 2, 3, 4, 5, 6, 3):
        asked = [tag.pk for tag in tags[:count]]
        with django_assert_num_queries(1):
            assert query.ask(asked) == tags[:count]
    assert written == [1, 2, 4, 8]
