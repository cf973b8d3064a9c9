"""What a reader gets."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_article_is_served_in_its_own_language(client: Client) -> None:
    page = factories.article("Le commun numérique")
    response = client.get(page.url)
    assert response.status_code == 200
    assert 'lang="fr"' in response.content.decode()


def test_french_text_is_never_served_under_an_english_address(client: Client) -> None:
    page = factories.article("Le commun numérique")
    assert client.get(page.url.replace("/fr/", "/en/")).status_code == 404
