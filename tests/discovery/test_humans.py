"""`/humans.txt`: who publishes, in plain text."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from home.models import SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_says_who_publishes_in_what_languages_and_since_when(client: Client) -> None:
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    identity.organisation, identity.contact_email = "Ville & Co", "bonjour@example.org"
    identity.save()
    factories.article("Le pont")
    answer = client.get("/humans.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert {
        "Publisher: Ville & Co",
        "Contact: bonjour@example.org",
        "Site: http://testserver/",
        "Languages: Français, English",
        f"Last update: {timezone.localdate():%Y/%m/%d}",
    } <= set(lines)
    assert lines[0] != ""


def test_pages_lead_to_it_and_a_bare_site_has_it_too(client: Client) -> None:
    SiteIdentity.objects.all().delete()
    assert client.get("/humans.txt").status_code == 200
    soup = BeautifulSoup(client.get("/fr/").content, "html.parser")
    assert [link["href"] for link in soup.select("head link[rel=author]")] == ["/humans.txt"]
