"""What readers are told of a translation, they are told on a page of whatever type."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import AccessibilityStatementPage, HomePage, PlainPage
from parvis.translation.adopt import adopt
from parvis.translation.glossary.models import GlossaryPage
from tests import factories
from tests.pages.test_parallel import text
from tests.translation import documents
from tests.translation.told import notes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]

DAY = date(2026, 3, 2)
FIELDS: dict[Any, dict[str, Any]] = {
    PlainPage: {},
    AccessibilityStatementPage: {"prepared_on": DAY, "reviewed_on": DAY},
    GlossaryPage: {},
}


def below_home(model: Any) -> tuple[Any, Any]:
    """Return a published page of a type, in French and in English."""
    pages: list[Any] = []
    for code, title in (("fr", "Une page"), ("en", "A page")):
        home = HomePage.objects.get(locale__language_code=code)
        page = model(title=title, locale=home.locale, **FIELDS[model])
        if pages:
            page.translation_key = pages[0].translation_key
        home.add_child(instance=page)
        page.save_revision().publish()
        pages.append(model.objects.get(pk=page.pk))
    return pages[0], pages[1]


def homes() -> tuple[Any, Any]:
    """Return the home pages of both languages."""
    french, english = (factories.blog_index(code).get_parent().specific for code in ("fr", "en"))
    return french, english


def indexes() -> tuple[Any, Any]:
    """Return the indexes of both languages."""
    return factories.blog_index("fr"), factories.blog_index("en")


TYPES: dict[str, Callable[[], tuple[Any, Any]]] = {
    "plain": lambda: below_home(PlainPage),
    "statement": lambda: below_home(AccessibilityStatementPage),
    "glossary": lambda: below_home(GlossaryPage),
    "home": homes,
    "index": indexes,
}


@pytest.mark.parametrize("kind", list(TYPES))
def test_a_page_of_any_type_says_of_what_it_is_a_translation(kind: str) -> None:
    french, english = TYPES[kind]()
    adopt(french, english)
    (note,) = notes(english.url)
    assert "This page is a translation, made from the French version" in note.get_text()
    assert [link["href"] for link in note.select("a")] == [french.url]
    assert notes(french.url) == []


def test_a_plain_page_says_what_a_machine_wrote_and_what_changed_since() -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    source: Any = PlainPage(title="Mentions", summary="Qui publie ce site.", locale=home.locale)
    home.add_child(instance=source)
    source.save_revision().publish()
    translation = documents.translate(source)
    documents.fill_by(translation, "machine", "Odile")
    translation.save_target(publish=True)
    target = translation.get_target_instance()
    target.get_latest_revision().publish()
    assert "nobody has reviewed" in notes(target.url)[0].get_text()
    source.summary = "Qui publie ces pages."
    source.save_revision().publish()
    (note,) = notes(target.url)
    assert [change.get_text() for change in note.select("ins")] == ["ces pages."]


@pytest.mark.parametrize("sides", [("fr", "en"), ("en", "fr")])
def test_beside_its_original_it_says_which_of_the_two_it_is(sides: tuple[str, str]) -> None:
    key = documents.published_pair(lambda: factories.article("Le pont", body=[text("A")]))
    source = factories.ArticlePage.objects.get(pk=key)
    pages = {"fr": source, "en": documents.target_of(source)}
    first, second = sides
    (note,) = notes(f"{pages[first].url}{second}/")
    wanted = {"en": "The text in English is a translation", "fr": "Le texte en anglais est une"}
    assert wanted[first] in note.get_text()


def test_it_costs_an_original_two_queries() -> None:
    french, english = TYPES["plain"]()
    adopt(french, english)
    Client().get(french.url)
    with CaptureQueriesContext(connection) as queries:
        Client().get(french.url)
    asked = [query["sql"] for query in queries if "wagtail_localize_translation" in query["sql"]]
    # Whether it is a translation, and whether a machine had a part in it when it was one.
    assert ["passageversion" in sql.partition("WHERE")[0] for sql in asked] == [False, True]
