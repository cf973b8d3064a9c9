"""The menus of a language that is added: those of the first, as far as it is translated."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import HomePage, MenuItem, PlainPage, SiteIdentity
from home.structure import ensure_identities
from tests import factories

pytestmark = pytest.mark.django_db


def plain(title: str, code: str, **fields: Any) -> PlainPage:
    """Publish a plain page."""
    page = PlainPage(title=title, locale=factories.locale(code), **fields)
    HomePage.objects.get(locale__language_code=code).add_child(instance=page)
    page.save_revision().publish()
    return page


def shown(client: Client, address: str) -> list[tuple[str, str]]:
    """Return the entries of the menus on a page, those at its foot last."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [(str(a["href"]), a.get_text()) for a in soup.select(".menu a, .foot-menu a")]


def test_a_language_that_is_added_has_the_entries_whose_pages_it_has(client: Client) -> None:
    french = SiteIdentity.objects.get(locale=factories.locale("fr"))
    legal, about = plain("Mentions", "fr"), plain("À propos", "fr")
    add: Any = MenuItem.objects.create
    given = {"identity": french, "locale": french.locale}
    add(menu="main", page=factories.blog_index("fr"), label="Lire", sort_order=0, **given)
    add(menu="main", url="https://example.org/", label="Ailleurs", sort_order=1, **given)
    add(menu="footer", page=about, sort_order=2, **given)
    add(menu="footer", page=legal, label="Le droit", sort_order=3, **given)
    SiteIdentity.objects.filter(locale=factories.locale("en")).delete()
    ensure_identities([factories.locale("fr"), factories.locale("en")])
    index = factories.blog_index("en")
    assert shown(client, "/en/") == [(index.url, index.title)]
    english = plain("Legal notice", "en", translation_key=legal.translation_key)
    assert shown(client, "/en/") == [(index.url, index.title), (english.url, "Legal notice")]
    assert [title for _address, title in shown(client, "/fr/")] == [
        *("Lire", "Ailleurs", "À propos", "Le droit")
    ]


def test_menus_that_are_there_are_left_alone() -> None:
    english = SiteIdentity.objects.get(locale=factories.locale("en"))
    french = SiteIdentity.objects.get(locale=factories.locale("fr"))
    page = plain("Mentions", "fr")
    MenuItem.objects.create(identity=french, locale=french.locale, menu="footer", page=page)
    assert ensure_identities([factories.locale("fr"), factories.locale("en")]) == []
    assert not english.menu_items.exists()
