"""What a page costs the database, whatever it lists."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage
from tests import factories

pytestmark = pytest.mark.django_db

BUDGET = 16
LISTS = [
    *("/fr/", "/en/"),
    *("/fr/blog/", "/en/blog/"),
    *("/fr/blog/etiquettes/", "/fr/blog/etiquettes/eau/", "/en/blog/tags/water/"),
    *("/fr/blog/auteurs/", "/fr/blog/auteurs/line-peeters/"),
]


def cost(client: Client, address: str) -> int:
    """Return the number of queries of a second visit: the first one fills the caches."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def publish(number: int) -> ArticlePage:
    """Publish pairs with covers, two tags and two authors, and return the last French one."""
    french_tags = [factories.tag(name) for name in ("Eau", "Voirie")]
    english_tags = [
        factories.tag(name, "en", translation_of=tag)
        for name, tag in zip(("Water", "Roads"), french_tags, strict=True)
    ]
    authors = [factories.author(name) for name in ("Line Peeters", "Tom Okafor")]
    shared: dict[str, Any] = {"cover_alt": "Une place"}
    for index in range(number):
        cover = factories.picture()
        french = factories.article(
            f"Article {index}", tags=french_tags, authors=authors, cover=cover, **shared
        )
        factories.article(
            f"Piece {index}", "en", translation_of=french, tags=english_tags, cover=cover, **shared
        )
    return french


def test_each_list_stays_in_its_budget(client: Client) -> None:
    publish(12)
    costs = {path: cost(client, path) for path in LISTS}
    assert {path: count for path, count in costs.items() if count > BUDGET} == {}


def test_a_list_of_eight_costs_what_a_list_of_two_does(client: Client) -> None:
    publish(2)
    two = cost(client, "/fr/blog/")
    for index in range(6):
        factories.article(
            f"Autre {index}",
            tags=[factories.tag(f"Sujet {index}"), factories.tag(f"Thème {index}")],
            cover=factories.picture(),
            cover_alt="Une place",
        )
    assert cost(client, "/fr/blog/") == two


def test_an_article_stays_in_its_budget(client: Client) -> None:
    page = publish(1)
    page.body.append(
        (
            "image",
            {"picture": factories.picture(), "caption": "Une place", "credit": ""},
        )
    )
    page.save_revision().publish()
    assert cost(client, page.url) <= BUDGET
    assert cost(client, page.get_translations().get().url) <= BUDGET


def test_what_is_below_a_private_page_is_listed_nowhere(client: Client) -> None:
    factories.article("Un secret de commune", "fr")
    PageViewRestriction.objects.create(
        page=factories.blog_index("fr"), restriction_type=PageViewRestriction.LOGIN
    )
    assert list(ArticlePage.objects.published()) == []
    assert "Un secret de commune" not in client.get("/fr/").content.decode()


def test_a_private_page_hides_nothing_beside_it() -> None:
    secret = factories.article("Un secret de commune")
    factories.article("Une annonce")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert [page.title for page in ArticlePage.objects.published()] == ["Une annonce"]


@pytest.mark.parametrize("level", ["article", "index", "home"])
def test_a_restriction_above_an_article_closes_it(level: str, client: Client) -> None:
    page = factories.article("Un secret de commune")
    index = factories.blog_index()
    restricted = {"article": page, "index": index, "home": index.get_parent()}[level]
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get(page.url)
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_an_alias_is_as_private_as_its_source(client: Client) -> None:
    source = factories.article("Un secret de commune")
    alias = source.create_alias(update_slug="copie", parent=factories.blog_index())
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(alias.url).status_code == 302


def test_a_page_below_another_is_found_as_what_it_is(client: Client) -> None:
    page = factories.article("La place", original_url="https://example.org/ancien/")
    served = client.get(page.url).context["page"]
    assert type(served) is ArticlePage
    assert (served.pk, served.title, served.original_url) == (
        page.pk,
        page.title,
        page.original_url,
    )
    assert served.get_parent().pk == factories.blog_index().pk
