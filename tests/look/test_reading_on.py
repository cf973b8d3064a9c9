"""What leads on from an article: its contents, its neighbours."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage
from parvis.pages.contents import WORDS
from parvis.pages.reading import reading_minutes
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = ("text", f"<p>{'pierre ' * WORDS}</p>")


def section(text: str, level: str = "2") -> tuple[str, dict[str, str]]:
    return ("heading", {"text": text, "level": level, "anchor": ""})


def read(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_long_article_has_its_contents_in_the_order_and_depth_of_its_headings(
    client: Client,
) -> None:
    body = [
        *(section("Avant", "3"), section("Un"), section("Un a", "3"), section("Un a i", "4")),
        *(section("Deux"), TEXT, section("Trois : fin"), section("Un")),
    ]
    page = factories.article("Le pavé", body=body)
    [contents] = read(client, page.url).select("nav.contents")
    assert [str(link["href"]) for link in contents.select("a")] == [
        *("#un", "#un-a", "#deux", "#trois-fin", "#un-2")
    ]
    [inner] = contents.select("ol ol a")
    assert inner.get_text() == "Un a"
    ids = {tag["id"] for tag in read(client, page.url).select(".prose [id]")}
    assert {str(link["href"])[1:] for link in contents.select("a")} <= ids


@pytest.mark.parametrize(
    "body",
    [[TEXT, section("Un"), section("Deux")], [section(str(n)) for n in range(9)], [TEXT]],
    ids=["two sections", "few words", "no section"],
)
def test_a_short_one_has_none(client: Client, body: Any) -> None:
    assert read(client, factories.article("Le pavé", body=body).url).select(".contents") == []


def test_neighbours_are_the_nearest_in_time_of_the_same_language(client: Client) -> None:
    for number, day in enumerate((3, 1, 2, 2)):
        factories.article(f"Pavé {number}", date=datetime(2026, 5, day, tzinfo=UTC))
    factories.article("Stone", "en", date=datetime(2026, 5, 2, tzinfo=UTC))
    factories.article("Brouillon", live=False, date=datetime(2026, 5, 2, tzinfo=UTC))
    hidden = factories.article("Caché", date=datetime(2026, 5, 2, 1, tzinfo=UTC))
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    ways = {}
    for number in range(4):
        soup = read(client, f"/fr/blog/pave-{number}/")
        ways[number] = {
            str(link["rel"][0]): str(link["href"])[-2] for link in soup.select(".neighbours a")
        }
    assert ways == {
        1: {"next": "2"},
        2: {"prev": "1", "next": "3"},
        3: {"prev": "2", "next": "0"},
        0: {"prev": "3"},
    }


def test_an_article_alone_has_no_neighbours(client: Client) -> None:
    assert read(client, factories.article("Seul").url).select(".neighbours") == []


def test_one_that_is_not_saved_yet_leads_nowhere() -> None:
    factories.article("Pavé")
    leads = ArticlePage(title="Neuf", locale=factories.locale("fr")).leads
    assert (leads.earlier, leads.later, leads.related) == (None, None, [])


def test_they_cost_one_query(django_assert_num_queries: Any) -> None:
    pages = [factories.article(f"Pavé {number}") for number in range(3)]
    assert pages[1].locale
    with django_assert_num_queries(1):
        assert (pages[1].leads.earlier, pages[1].leads.later) == (pages[0], pages[2])


def test_each_language_is_read_at_its_own_speed() -> None:
    body = factories.article("Pavé", body=[("text", f"<p>{'mot ' * 1_000}</p>")]).body
    minutes = {code: reading_minutes(body, code) for code in ("fr", "en", "fr-ca", "de", "fi")}
    assert minutes == {"fr": 6, "en": 5, "fr-ca": 6, "de": 6, "fi": 6}
