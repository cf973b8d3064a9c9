"""A private page asks who reads it, and is read by whoever may."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_page_for_those_who_sign_in_leads_to_the_form_and_back(client: Client, code: str) -> None:
    page = factories.article("Secret", code, body=[("text", "<p>Rien à dire</p>")])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    get_user_model().objects.create_user("aline", password="sésame")
    form = client.get(page.url, follow=True)
    ((address, _status),) = form.redirect_chain
    assert address.startswith(f"/{code}/_util/login/?next=")
    assert form.status_code == 200
    given = {"username": "aline", "password": "sésame", "next": page.url}
    assert "Rien à dire" in client.post(address, given, follow=True).content.decode()


def test_a_page_with_a_password_is_read_by_whoever_knows_it(client: Client) -> None:
    page = factories.article("Secret", body=[("text", "<p>Rien à dire</p>")])
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sésame"
    )
    asked = client.get(page.url).content.decode()
    assert "Rien à dire" not in asked
    found = re.search(r'action="([^"]*_util/[^"]+)"', asked)
    assert found
    given = {"password": "sésame", "return_url": page.url}
    assert "Rien à dire" in client.post(found[1], given, follow=True).content.decode()
