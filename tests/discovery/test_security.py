"""Whom to tell of a flaw, and the warning before that no longer holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from parvis.discovery.security import security_contact_holds

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def in_days(days: int) -> str:
    """Return a day that far from today."""
    return str(timezone.localdate() + timedelta(days=days))


def test_the_file_has_what_rfc_9116_asks(client: Client, settings: Any) -> None:
    settings.PARVIS_SECURITY_CONTACT = ["security@example.org", "https://example.org/flaw"]
    settings.PARVIS_SECURITY_EXPIRES = "2027-06-30"
    settings.PARVIS_SECURITY_POLICY = "https://example.org/policy"
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/flaw",
        "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: http://testserver{ADDRESS}",
        "Policy: https://example.org/policy",
    ]


@pytest.mark.parametrize(
    ("contact", "expires"), [([], "2027-06-30"), (["a@example.org"], ""), (["a@example.org"], "x")]
)
def test_no_file_without_a_contact_and_a_date(
    client: Client, settings: Any, contact: list[str], expires: str
) -> None:
    settings.PARVIS_SECURITY_CONTACT, settings.PARVIS_SECURITY_EXPIRES = contact, expires
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("expires", "found"),
    [
        (200, []),
        (31, []),
        (30, ["parvis.W012"]),
        (-3, ["parvis.W012"]),
        (400, ["parvis.W013"]),
        ("", ["parvis.E011"]),
        ("30/06/2027", ["parvis.E011"]),
    ],
)
def test_commands_warn_before_it_expires(
    settings: Any, expires: int | str, found: list[str]
) -> None:
    settings.PARVIS_SECURITY_CONTACT = ["security@example.org"]
    settings.PARVIS_SECURITY_EXPIRES = in_days(expires) if isinstance(expires, int) else expires
    assert [message.id for message in security_contact_holds()] == found


def test_nothing_is_asked_of_a_site_that_names_nobody(settings: Any) -> None:
    settings.PARVIS_SECURITY_CONTACT, settings.PARVIS_SECURITY_EXPIRES = [], ""
    assert security_contact_holds() == []
