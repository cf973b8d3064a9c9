"""PostgreSQL keeps the plans of queries that are asked again and again."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import IntegerField, TextField

from blog.models import Tag
from parvis.pages.prepared import PreparedQuery
from parvis.pages.server_plans import keeps_plans
from tests import factories

pytestmark = pytest.mark.django_db


def kept(mark: str) -> int:
    """Return how many statements the connection keeps the plan of, of those that say `mark`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{mark}%"]
        )
        return int(cursor.fetchone()[0])


def query(mark: str) -> PreparedQuery:
    """Return a query nobody else asks."""
    return PreparedQuery(
        lambda key, name: Tag.objects.filter(pk=key).exclude(name=name).order_by(mark),
        key=IntegerField(),
        name=TextField(),
    )


if connection.vendor == "postgresql":

    def test_a_query_that_is_asked_again_is_planned_no_more() -> None:
        tag = factories.tag("Eau")
        asked = query("description")
        mark = f'ORDER BY "{Tag._meta.db_table}"."description"'
        before = kept(mark)
        for key in (
            tag.pk,
            7,
            70_000,
            7_000_000_000,
            tag.pk,
        ):  # of three types, as psycopg has them
            assert asked.ask(key=key, name="Pierre") == ([tag] if key == tag.pk else [])
        assert kept(mark) == before + 1

    def test_a_pooler_may_stand_between(monkeypatch: pytest.MonkeyPatch) -> None:
        tag = factories.tag("Eau")
        assert keeps_plans(connection)
        options: dict[str, Any] = connection.settings_dict["OPTIONS"]
        monkeypatch.setitem(options, "prepare_threshold", None)
        assert not keeps_plans(connection)
        asked = query("slug")
        mark = f'ORDER BY "{Tag._meta.db_table}"."slug"'
        before = kept(mark)
        for _time in range(5):
            assert asked.ask(key=tag.pk, name="Pierre") == [tag]
        assert kept(mark) == before

else:

    def test_another_database_is_asked_as_ever() -> None:
        assert not keeps_plans(connection)
