"""The icon of a site of its own: on a tab, among bookmarks, at its old address."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db

OWN = "link[rel=icon], link[rel=apple-touch-icon]"


@pytest.fixture(autouse=True)
def apart(settings: Any, tmp_path: Any) -> None:
    """Keep files apart."""
    settings.MEDIA_ROOT = tmp_path


def icons(client: Client, address: str = "/en/") -> list[tuple[str, str]]:
    """Return what a page says are its icons, and where they are."""
    links = BeautifulSoup(client.get(address).content, "html.parser").select(OWN)
    return [(str(link.get_attribute_list("rel")[0]), str(link["href"])) for link in links]


def test_without_one_it_is_that_of_parvis(client: Client) -> None:
    [(kind, address)] = icons(client)
    assert (kind, address) == ("icon", client.get("/favicon.ico")["Location"])
    assert address.endswith("favicon.svg")


def test_a_picture_chosen_in_one_language_is_the_icon_of_all(client: Client) -> None:
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    identity.icon = factories.picture()
    identity.save()
    own = icons(client)
    assert own == icons(client, "/fr/blog/") == icons(client, "/fr/nowhere/")
    assert [kind for kind, _address in own] == ["icon", "apple-touch-icon"]
    assert {address for _kind, address in own} == {client.get("/favicon.ico")["Location"]}
    answer = client.get(own[0][1])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
