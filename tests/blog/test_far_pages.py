"""The pages of a long list: each article stands on one of them, however far down it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from blog import listing
from blog.keys import ARTICLES
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import recording
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER, PER_PAGE, EVERY = 15, 2, 4
FIRST = datetime(2024, 5, 9, tzinfo=UTC)
LISTS = [
    "/fr/blog/",
    "/fr/blog/etiquettes/eau/",
    "/fr/blog/auteurs/line/",
    "/fr/blog/archives/2024/",
    "/fr/blog/archives/2024/5/",
]


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[str]:
    """A long list, newest first; three articles are of each moment."""
    monkeypatch.setattr(listing, "EVERY", EVERY)
    settings.PARVIS_PER_PAGE = PER_PAGE
    tag, author = factories.tag("Eau"), factories.author("Line")
    for number in range(NUMBER):
        moment = FIRST + timedelta(hours=number // 3)
        factories.article(f"Pavé {number}", tags=[tag], authors=[author], date=moment)
    factories.article("Autre", date=FIRST - timedelta(days=400))
    return [f"Pavé {number}" for number in reversed(range(NUMBER))]


def read(client: Client, address: str) -> list[str]:
    """Return the titles of a page of a list."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [title.get_text() for title in soup.select(".card-title")]


@pytest.mark.parametrize("address", LISTS)
def test_each_article_stands_on_one_page_in_its_order(
    client: Client, titles: list[str], address: str
) -> None:
    pages = -(-NUMBER // PER_PAGE)
    found = [title for n in range(pages) for title in read(client, f"{address}?page={n + 1}")]
    assert found[:NUMBER] == titles
    assert found[NUMBER:] == (["Autre"] if address == LISTS[0] else [])


def test_places_are_remembered_until_articles_change(
    client: Client, titles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    find = listing.Listing._milestones

    def counted(self: Any, index: Any) -> Any:
        asked.append(1)
        return find(self, index)

    monkeypatch.setattr(listing.Listing, "_milestones", counted)
    changes = Changes(tmp_path, lambda keys: None)
    with recording(Parts(changes, seconds=60)):
        assert read(client, "/fr/blog/?page=2") == titles[2:4]
        assert asked == []  # the first pages need none
        assert read(client, "/fr/blog/?page=4") == titles[6:8]
        assert read(client, "/fr/blog/?page=7") == titles[12:14]
        assert asked == [1]
        factories.article("Nouveau", date=FIRST + timedelta(days=9))
        changes.tell({ARTICLES})
        assert read(client, "/fr/blog/?page=7") == titles[11:13]
        assert asked == [1, 1]
