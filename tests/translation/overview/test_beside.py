"""Where a page stands is shown where it is listed, edited and translated."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.translation.overview.standing import standing_of
from parvis.translation.state import State
from parvis.translation.workbench.models import Assignment, Exemption
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person(name="chief"))
    return client


def listing(client: Client, code: str = "fr") -> Any:
    return client.get(reverse("wagtailadmin_explore", args=[factories.blog_index(code).pk]))


def snippet_screen(client: Client, action: str, *, of: Any, **asked: str) -> str:
    """Return a screen of Wagtail’s on a snippet, or the listing of its kind."""
    meta = of._meta
    keys = [] if action == "list" else [of.pk]
    address = reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{action}", args=keys)
    return client.get(address, asked).content.decode()


def editor(client: Client, page: Any) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def asked_for_exemptions(ask: Callable[[], Any]) -> int:
    """Return how many queries for exemptions a second visit takes."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return sum(1 for query in queries if "parvis_workbench_exemption" in query["sql"])


def assign(thing: Any, person: Any) -> None:
    """Begin a translation into English, and give it to anne."""
    translation = documents.translate(thing)
    Assignment.objects.create(translation=translation, person=person(name="anne"), due="2031-03-04")


def exempt(thing: Any, person: Any) -> None:
    """Have zoe say why there is to be no English."""
    Exemption.objects.create(
        translation_key=thing.translation_key,
        locale=factories.locale("en"),
        reason="Avis local.",
        person=person(name="zoe"),
    )


def test_a_listing_shows_where_each_page_stands(client: Client) -> None:
    begun, new = factories.article("Commencé"), factories.article("Nouveau")
    documents.translate(begun)
    text = listing(client).content.decode()
    assert text.count('data-translation-state="in-progress"') == 1
    assert text.count('data-translation-state="missing"') == 1
    assert new.pk != begun.pk
    assert 'data-translation-state="in-progress"' in listing(client, "en").content.decode()


def test_a_listing_costs_as_many_queries_for_ten_pages_as_for_two(client: Client) -> None:
    def cost() -> int:
        return asked_for_exemptions(lambda: listing(client))

    documents.translate(factories.article("Une"))
    documents.translate(factories.article("Deux"))
    few = cost()
    for number in range(8):
        documents.translate(factories.article(f"Encore {number}"))
    assert few
    assert cost() == few


def test_the_panel_beside_an_original_says_who_has_it_and_why_not(
    client: Client, person: Any
) -> None:
    article = factories.article("La place")
    assign(article, person)
    text = editor(client, article)
    assert 'data-translation-state="in-progress"' in text
    assert "anne" in text
    assert "2031-03-04" in text
    alone = factories.article("Seule")
    exempt(alone, person)
    text = editor(client, alone)
    assert "Avis local." in text
    assert "(zoe)" in text


def test_the_panel_beside_a_translation_names_its_original(client: Client) -> None:
    article = factories.article("La place")
    translation = documents.translate(article)
    translation.enabled = False
    translation.save()
    text = editor(client, documents.target_of(article))
    assert "data-translation-state=" in text
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in text


def test_the_head_of_the_translation_editor_says_the_state(client: Client) -> None:
    article = factories.article("La place")
    documents.translate(article)
    text = editor(client, documents.target_of(article))
    head = text[text.index('class="wb-head"') : text.index("</header>")]
    assert 'data-translation-state="in-progress"' in head


def test_an_alias_stands_nowhere() -> None:
    article = factories.article("La place")
    alias = article.create_alias(parent=factories.blog_index("fr"), update_slug="copie")
    assert standing_of(alias) is None
    found = standing_of(article)
    assert found is not None
    assert [cell.state for cell in found.cells] == [State.MISSING]


def test_a_listing_of_snippets_shows_where_each_stands(client: Client) -> None:
    begun, _new = factories.tag("Commencé"), factories.tag("Nouveau")
    documents.translate(begun)
    text = snippet_screen(client, "list", of=begun, locale="fr")
    assert text.count("data-translation-state=") == 2
    assert 'data-translation-state="missing"' in text
    assert 'data-translation-state="in-progress"' in text
    english = snippet_screen(client, "list", of=begun, locale="en")
    assert english.count("data-translation-state=") == 1


def test_a_listing_of_snippets_costs_as_many_queries_for_ten_as_for_two(client: Client) -> None:
    def cost() -> int:
        return asked_for_exemptions(lambda: snippet_screen(client, "list", of=one, locale="fr"))

    one = factories.tag("Une")
    factories.tag("Deux")
    few = cost()
    for number in range(8):
        factories.tag(f"Encore {number}")
    assert few
    assert cost() == few


def test_the_panel_beside_a_snippet_says_who_has_it_and_why_not(
    client: Client, person: Any
) -> None:
    tag = factories.tag("Place")
    assign(tag, person)
    text = snippet_screen(client, "edit", of=tag)
    assert "data-translation-state=" in text
    assert "anne" in text
    assert "2031-03-04" in text
    alone = factories.tag("Seule")
    exempt(alone, person)
    text = snippet_screen(client, "edit", of=alone)
    assert "Avis local." in text
    assert "(zoe)" in text


def test_the_head_of_the_translation_editor_of_a_snippet_says_the_state(client: Client) -> None:
    tag = factories.tag("Place")
    documents.translate(tag)
    text = snippet_screen(client, "edit", of=documents.target_of(tag))
    head = text[text.index('class="wb-head"') : text.index("</header>")]
    assert "data-translation-state=" in head


def test_the_panel_beside_a_translated_snippet_names_its_original(client: Client) -> None:
    tag = factories.tag("Place")
    translation = documents.translate(tag)
    translation.enabled = False
    translation.save()
    text = snippet_screen(client, "edit", of=documents.target_of(tag))
    assert "data-translation-state=" in text
    edit = "wagtailsnippets_blog_tag:edit"
    assert f'<a href="{reverse(edit, args=[tag.pk])}" lang="fr">Place</a>' in text
