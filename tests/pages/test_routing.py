"""Addresses lead to pages: in few queries, at any depth, and to no page of another place."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from home.models import HomePage, PlainPage
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import key, recording
from parvis.delivery.rows import PAGE
from parvis.pages.routing import LEVELS, page_at
from tests import factories

pytestmark = pytest.mark.django_db


def found(address: str) -> tuple[str, int]:
    """Return the title of the page found at an address in French, and the number of queries."""
    with override("fr"), CaptureQueriesContext(connection) as queries:
        page = page_at(RequestFactory().get("/"), address)
    return (page.title if page else ""), len(queries)


def below(above: HomePage | PlainPage, title: str) -> PlainPage:
    """Publish a plain page below another page."""
    page: PlainPage = above.add_child(instance=PlainPage(title=title, locale=above.locale))
    return page


def test_a_page_is_found_in_two_queries_where_those_above_it_were_read(tmp_path: Path) -> None:
    factories.article("Le pont"), factories.article("Le quai")
    with recording(Parts(Changes(tmp_path, lambda keys: None), seconds=60)):
        assert found("blog/le-pont/") == ("Le pont", 5)  # the site, the home page and the index too
        assert found("blog/le-quai/") == ("Le quai", 2)
        assert found("blog/") == (factories.blog_index().title, 2)
        assert found("blog/ailleurs/") == ("", 2)
        assert found("ailleurs/le-pont/") == ("", 2)


def test_a_page_above_another_is_as_it_was_last_saved(tmp_path: Path) -> None:
    article = factories.article("Le pont")
    changes = Changes(tmp_path, lambda keys: None)

    def above() -> Any:
        page: Any = page_at(RequestFactory().get("/"), "blog/le-pont/")
        assert page == article
        return page.get_parent().specific

    with override("fr"), recording(Parts(changes, seconds=60)):
        index = above()
        index.title = "Journal"  # of a copy, which no other reader has
        assert above().title == factories.blog_index().title
        index.save()
        changes.tell({key(PAGE, index.pk)})
        assert above().title == "Journal"


def test_a_page_is_found_however_deep_it_lies() -> None:
    page = HomePage.objects.get(locale__language_code="fr")
    for level in range(LEVELS + 2):
        page = below(page, f"Niveau {level}")
        address = page.url.removeprefix("/fr/")
        assert found(address)[0] == page.title
        assert found(f"{address}rien/")[0] == ""


def test_a_slug_counts_only_below_the_page_it_is_asked_below() -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    first, second = below(home, "Premier"), below(home, "Second")
    below(first, "Partage"), below(second, "Partage")
    below(first, "Seul")
    assert found("premier/partage/")[0] == found("second/partage/")[0] == "Partage"
    assert found("second/seul/")[0] == found("seul/")[0] == found("partage/")[0] == ""


def test_a_page_in_a_private_section_asks_who_reads(client: Client) -> None:
    article = factories.article("Le pont")
    assert client.get("/fr/blog/le-pont/").status_code == 200
    for page in (article, factories.blog_index()):
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.add(Group.objects.first())
        assert client.get("/fr/blog/le-pont/").status_code == 302
        restriction.delete()


def test_an_address_follows_a_page_that_moves_while_it_is_at_hand() -> None:
    article = factories.article("Le pont")
    index = article.get_parent()
    assert article.url == "/fr/blog/le-pont/"
    article.slug = "le-quai"
    article.save()
    assert article.url == article.get_url() == "/fr/blog/le-quai/"
    index.slug = "journal"
    index.save()
    article.refresh_from_db()
    assert article.url == "/fr/journal/le-quai/"
