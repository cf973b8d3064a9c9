"""The licence of the site: an administration's own choice, the same in every language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import SiteIdentity
from home.structure import ensure_identities
from parvis.media.licences import LICENCE_URLS, LICENCES
from tests import factories

pytestmark = pytest.mark.django_db


def choose(licence: str) -> None:
    """Choose a licence in French."""
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    identity.licence = licence
    identity.full_clean()
    identity.save()


def said(client: Client, address: str) -> str:
    """Return what the foot of a page says of it, without breaks."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(" ".join(part.get_text() for part in soup.select(".foot-licence")).split())


@pytest.mark.parametrize("licence", [code for code, _name in LICENCES if code in LICENCE_URLS])
def test_the_foot_of_every_page_names_it(licence: str, client: Client) -> None:
    choose(licence)
    for address in ("/fr/", "/en/blog/", "/en/nowhere/"):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        link = soup.select_one(".foot-licence a")
        assert link is not None
        assert (link.get_text(), link["href"]) == (dict(LICENCES)[licence], LICENCE_URLS[licence])


def test_none_is_named_where_none_is_chosen(client: Client) -> None:
    choose("")
    assert said(client, "/fr/") == said(client, "/en/") == ""


def test_rights_that_are_reserved_are_no_licence(client: Client) -> None:
    choose("all-rights-reserved")
    assert said(client, "/fr/").endswith("sont réservés.")
    assert said(client, "/en/").endswith("are reserved.")


def test_a_language_that_is_added_has_what_the_others_have() -> None:
    choose("etalab-2.0")
    SiteIdentity.objects.update(brand_colour="#0000aa")
    SiteIdentity.objects.filter(locale__language_code="en").delete()
    ensure_identities([factories.locale("fr"), factories.locale("en")])
    english = SiteIdentity.objects.get(locale=factories.locale("en"))
    assert (english.licence, english.brand_colour) == ("etalab-2.0", "#0000aa")
