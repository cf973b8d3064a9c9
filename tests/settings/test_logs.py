"""What is written down of a visit: nothing that says from where it came."""

import logging

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from parvis.delivery.serving import Plan, server_command
from parvis.feedback import tokens
from tests import factories

pytestmark = pytest.mark.django_db

FROM = "203.0.113.77"
WRITTEN = {"text": "Un mot", "email": "lise@example.org", "username": "lise", "password": "x"}
VISITS: tuple[tuple[str, str, int], ...] = (
    ("get", "/fr/blog/", 200),
    ("get", "/fr/nulle-part/", 404),
    ("get", "/fr/recherche/?q=pont", 200),
    ("get", "/fr/contact/", 200),
    ("post", "/fr/contact/", 303),
    ("post", "/fr/blog/", 403),
    ("get", "/admin/", 302),
    ("post", "/admin/login/", 403),
)


@pytest.mark.parametrize(("method", "address", "status"), VISITS)
def test_neither_the_log_nor_the_database_knows_from_where_somebody_came(
    method: str,
    address: str,
    status: int,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.article("Le pont")
    monkeypatch.setattr(tokens, "LEAST_SECONDS", -1)
    client = Client(
        enforce_csrf_checks=True, REMOTE_ADDR=FROM, HTTP_X_FORWARDED_FOR=FROM, HTTP_X_REAL_IP=FROM
    )
    with caplog.at_level(logging.DEBUG):
        answer = getattr(client, method)(address, WRITTEN | {"token": tokens.issue()})
    assert answer.status_code == status
    if status >= 400:
        assert caplog.records, "what is refused is logged"
    assert FROM not in caplog.text
    for model in apps.get_models():
        rows = serializers.serialize("json", model._default_manager.all())
        assert FROM not in rows, model._meta.label


def test_the_server_keeps_no_list_of_visits() -> None:
    command = server_command(Plan("127.0.0.1", 8000, workers=1, threads=1))
    assert "--log-level" in command
    assert not [given for given in command if "access-log" in given]
