"""What is noted of writes, in transactions that are undone."""

from typing import Any

import pytest
from django.db import connection

from blog.models import Tag
from parvis.delivery import writes
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_follows_a_transaction_that_was_undone_is_told(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    tag = factories.tag("Voirie")
    told: list[set[str]] = []
    monkeypatch.setattr(connection, writes.ATTRIBUTE, writes.Writes(), raising=False)
    monkeypatch.setattr(writes, "_listeners", [told.append])
    mine = Tag.objects.filter(pk=tag.pk)
    mine.update(name="Rues")
    mine.update(name="Ponts")
    connection.run_on_commit = []  # as a rollback does
    with django_capture_on_commit_callbacks(execute=True):
        mine.update(name="Places")
        mine.update(name="Parcs")
    assert len(told) == 1
    assert any(key.startswith("table:blog_tag") for key in told[0])
    with django_capture_on_commit_callbacks(execute=True):
        mine.update(name="Quais")
    assert len(told) == 2
