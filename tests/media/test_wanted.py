"""What a page lacks is noted, made after the visit, and not tried at each where it cannot be."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.media import wanted
from parvis.media.models import Picture
from parvis.pages.rounds import registered_rounds
from tests import factories
from tests.media.articles import roles_of
from tests.media.drawing import picture

pytestmark = pytest.mark.django_db


def test_what_a_page_lacks_is_made_by_the_next_round_and_asked_for_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    task = wanted.make_renditions
    patched = SimpleNamespace(enqueue=lambda key, roles: asked.append((key, roles)))
    monkeypatch.setattr(wanted, "make_renditions", patched)
    for _visit in range(3):
        client.get(page.url)
        client.get("/fr/")
    assert asked == []
    assert wanted.make_wanted() == 1
    assert asked == [(page.cover.pk, ["cover", "lead", "social"])]
    assert wanted.make_wanted() == 0
    monkeypatch.setattr(wanted, "make_renditions", task)
    cache.clear()
    client.get(page.url)
    assert wanted.make_wanted() == 1
    assert roles_of(page.cover) == {*("width-640", "width-1120", "width-1600", "fill-1200x630")}
    client.get(page.url)
    assert wanted.make_wanted() == 0
    assert wanted.make_wanted in registered_rounds()


def test_a_visit_writes_nothing_to_the_database(client: Client) -> None:
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    verbs = {query["sql"].split()[0].upper() for query in queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}


def test_what_could_not_be_made_is_not_tried_at_each_visit(client: Client) -> None:
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    Path(page.cover.file.path).write_bytes(b"no picture")
    client.get(page.url)
    assert wanted.make_wanted() == 1
    waits: list[int] = []
    real = cache.add
    cache.clear()

    def noted(key: str, *, value: Any, timeout: int) -> bool:
        waits.append(timeout)
        return bool(real(key, value, timeout))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wanted.cache, "add", noted)
        client.get(page.url)
    assert set(waits) == {wanted.DAY}


def test_an_editor_is_told_of_a_picture_that_could_not_be_made(client: Client, person: Any) -> None:
    broken = picture()
    client.force_login(person())
    address = f"/admin/images/{broken.pk}/"
    assert "smaller versions" not in client.get(address).content.decode()
    Picture.objects.filter(pk=broken.pk).update(problem="OSError: <no space>")
    html = client.get(address).content.decode()
    assert "OSError: &lt;no space&gt;" in html
    assert 'class="help-block help-critical"' in html
