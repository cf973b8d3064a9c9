"""What stands around pages is rendered once for all that stand alike, and never shows what was."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from home.models import MenuItem, SiteIdentity
from home.templatetags import frame_tags
from tests import factories
from tests.delivery.kept import Kept

pytestmark = pytest.mark.django_db

HOME, INDEX, ARTICLE = "/fr/", "/fr/blog/", "/fr/blog/le-pont/"
FRAMES = ".identity, .menu, .search-form, .foot, head link[rel=icon]"


@pytest.fixture(name="site")
def _site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Kept:
    """A site with its cache, whose menus lead to the articles."""
    french = SiteIdentity.objects.get(locale=factories.locale("fr"))
    french.menu_items.all().delete()
    factories.article("Le pont")
    factories.article("La place")
    for menu in ("main", "footer"):
        index = factories.blog_index()
        MenuItem.objects.create(identity=french, locale=french.locale, menu=menu, page=index)
    return Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)


def current(site: Kept, address: str) -> list[tuple[str, str]]:
    """Return what a page says of where its reader is in its frame, in its order."""
    soup = BeautifulSoup(site.ask(address).body, "html.parser")
    found = soup.select(".identity [aria-current], .menu [aria-current], .foot [aria-current]")
    return [(str(a["href"]), str(a["aria-current"])) for a in found]


def test_a_frame_says_where_its_reader_is_whoever_asked_before(site: Kept) -> None:
    expected = {
        HOME: [(HOME, "page")],
        INDEX: [(INDEX, "page"), (INDEX, "page")],
        ARTICLE: [(INDEX, "true"), (INDEX, "true")],
        "/fr/blog/la-place/": [(INDEX, "true"), (INDEX, "true")],
        "/fr/recherche/?q=place": [],
    }
    for addresses in (list(expected), list(reversed(expected))):
        for address in addresses:
            assert current(site, address) == expected[address], address
        site.stores[0].answers.clear()


def test_pages_that_stand_alike_share_it(site: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = frame_tags.render_to_string

    def counted(name: str, given: dict[str, Any]) -> Any:
        rendered.append(name)
        return render(name, given)

    monkeypatch.setattr(frame_tags, "render_to_string", counted)
    first = BeautifulSoup(site.ask(ARTICLE).body, "html.parser").select(FRAMES)
    assert len(rendered) == len(set(rendered)) == 5
    again = BeautifulSoup(site.ask("/fr/blog/la-place/").body, "html.parser").select(FRAMES)
    assert len(rendered) == 5
    assert list(map(str, first)) == list(map(str, again))
    site.ask("/en/")
    assert len(rendered) == 10, "another language"


@pytest.mark.parametrize(
    "field", ["name", "tagline", "footer", "organisation", "contact_email", "licence"]
)
def test_what_changes_is_shown(site: Kept, field: str) -> None:
    french = SiteIdentity.objects.get(locale=factories.locale("fr"))
    addresses = [HOME, INDEX, ARTICLE]
    site.fill(addresses)
    new = {"contact_email": "place@commune.example", "licence": "CC0-1.0"}.get(field, "Le Kiosque")

    def change() -> None:
        setattr(french, field, new)
        french.save()

    assert site.dropped(addresses, change) == set(addresses)
    shown = {"licence": "CC0"}.get(field, new)
    for address in addresses:
        assert shown in site.ask(address).body.decode()
    assert site.stale(addresses) == {}
