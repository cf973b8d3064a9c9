"""A list shows each article as it is, and loads none that it has shown before."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from blog import listed
from blog.listed import ListedArticles
from blog.models import ArticlePage, Tag
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import key, recording
from parvis.delivery.rows import PAGE, PICTURE
from tests import factories

pytestmark = pytest.mark.django_db

LISTS = ["/fr/", "/fr/blog/", "/fr/blog/etiquettes/eau/", "/fr/blog/auteurs/line/"]
MOST = 12  # queries of a list


class Process:
    """A process that serves pages: what it has made, and what it is told."""

    def __init__(self, folder: Path) -> None:
        self.changes = Changes(folder, lambda keys: None)
        self.parts = Parts(self.changes, seconds=3_600)
        self.client = Client()
        self.keys: set[str] = set()
        self.queries = 0

    def get(self, address: str) -> str:
        """Return a page, rendered; note what it depends on and what it asked."""
        with recording(self.parts) as record, CaptureQueriesContext(connection) as asked:
            answer = self.client.get(address)
        assert answer.status_code == 200
        self.keys, self.queries = record.keys, len(asked)
        return answer.content.decode()


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """A process that has served nothing."""
    return Process(tmp_path)


@pytest.fixture
def articles() -> list[ArticlePage]:
    """Four articles by one author, on water and on a subject that is not public yet."""
    tags = [factories.tag("Eau"), factories.tag("Voirie", live=False)]
    writer = factories.author("Line")
    return [
        factories.article(
            f"Le pont {number}",
            tags=tags,
            authors=[writer],
            cover=factories.picture(),
            cover_alt="Un pont",
            date=datetime(2026, 3, number, tzinfo=UTC),
        )
        for number in (1, 2, 3, 4)
    ]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the articles that are rendered, as they are."""
    titles: list[str] = []
    render = listed.render_to_string

    def noted(template: str, context: dict[str, Any]) -> Any:
        titles.append(context["article"].title)
        return render(template, context)

    monkeypatch.setattr(listed, "render_to_string", noted)
    return titles


@pytest.mark.parametrize("address", LISTS)
def test_a_list_depends_on_all_that_it_shows(
    process: Process, articles: list[ArticlePage], address: str
) -> None:
    expected = {key(PAGE, one.pk) for one in articles}
    expected |= {key(PICTURE, one.cover_id) for one in articles}
    expected |= {key("tag", tag.pk) for tag in Tag.objects.filter(locale__language_code="fr")}
    first = process.get(address)
    assert expected <= process.keys
    assert process.get(address) == first
    assert expected <= process.keys


def test_only_what_changed_is_made_again(
    process: Process, articles: list[ArticlePage], made: list[str]
) -> None:
    process.get("/fr/blog/")
    assert sorted(made) == [f"Le pont {number}" for number in (1, 2, 3, 4)]
    process.get("/fr/blog/etiquettes/eau/")
    assert len(made) == 4, "another list shows them alike"
    made.clear()
    ArticlePage.objects.filter(pk=articles[1].pk).update(summary="Rouvert.")
    process.changes.tell([key(PAGE, articles[1].pk)])
    assert "Rouvert." in process.get("/fr/blog/")
    assert made == ["Le pont 2"]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_was_never_shown_is_loaded_at_once(
    process: Process, articles: list[ArticlePage], address: str
) -> None:
    process.get(address)
    process.get(address)
    at_hand = process.queries
    process.parts.kept.pop("card")
    process.get(address)
    all_four = process.queries
    assert at_hand < all_four <= MOST
    process.changes.tell([key(PAGE, articles[0].pk)])
    process.get(address)
    assert process.queries == all_four


def test_a_subject_that_becomes_public_is_shown(
    process: Process, articles: list[ArticlePage]
) -> None:
    assert "Voirie" not in process.get("/fr/blog/")
    hidden = Tag.objects.get(name="Voirie")
    Tag.objects.filter(pk=hidden.pk).update(live=True)
    process.changes.tell([key("tag", hidden.pk)])
    assert "Voirie" in process.get("/fr/blog/")


def test_an_article_deleted_since_it_was_found_is_not_shown(articles: list[ArticlePage]) -> None:
    rows = list(ArticlePage.objects.order_by("pk").for_list())
    articles[0].delete()
    request = RequestFactory().get("/fr/blog/")
    with override("fr"):
        cards = [
            one.card(request, None) for one in ListedArticles(ArticlePage, rows, is_front=True)
        ]
    assert cards[0] == ""
    assert all("<article" in card for card in cards[1:])
