"""What readers are told of a translation, they are told of a tag, an author and a series too."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringTranslation, Translation

from tests import factories
from tests.translation import documents
from tests.translation.told import notes
from tests.translation.workbench.test_honesty import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]

KINDS = {
    "tag": ("etiquettes", "tags", {"description": "Ce que l’eau coûte."}),
    "author": ("auteurs", "authors", {"role": "Rédactrice", "biography": "Elle vit à Namur."}),
    "series": ("series", "series", {"description": "Ce que l’eau coûte."}),
}


def translated(kind: str, by: str = "manual", person: Any = None) -> Translation:
    """Publish a tag, an author or a series in French, and its translation."""
    source: Any = getattr(factories, kind)("Eau", **KINDS[kind][2])
    source.save_revision().publish()
    translation = documents.translate(source)
    documents.fill_by(translation, by, "Odile" if by == "machine" else "", person)
    publish(translation)
    for code, article in (("fr", "La citerne"), ("en", "The cistern")):
        named = source if code == "fr" else documents.target_of(source)
        is_part = kind == "series"
        written: dict[str, Any] = {"series": (named, 1)} if is_part else {f"{kind}s": [named]}
        factories.article(article, code, **written)
    return translation


def address(kind: str, code: str, translation: Translation) -> str:
    """Return where readers find it in a language."""
    source = translation.source.get_source_instance()
    named = source if code == "fr" else documents.target_of(source)
    folder = KINDS[kind][0 if code == "fr" else 1]
    return f"{factories.blog_index(code).url}{folder}/{named.slug}/"


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_says_of_what_it_is_a_translation_and_the_original_nothing(kind: str) -> None:
    translation = translated(kind)
    (note,) = notes(address(kind, "en", translation))
    text = note.get_text(" ", strip=True)
    assert "is a translation, made from the French version" in text
    assert "machine" not in text
    assert [link["href"] for link in note.select("a")] == [address(kind, "fr", translation)]
    assert notes(address(kind, "fr", translation)) == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_written_by_hand_is_no_translation(kind: str) -> None:
    translation = translated(kind)
    where = address(kind, "en", translation)
    Translation.objects.update(enabled=False)
    assert notes(where) == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_a_machine_wrote_is_told_once_it_is_on_its_own(kind: str) -> None:
    translation = translated(kind, "machine")
    where = address(kind, "en", translation)
    Translation.objects.update(enabled=False)
    (note,) = notes(where)
    text = note.get_text(" ", strip=True)
    assert "was translated from the French version" in text
    assert "nobody has reviewed them yet" in text


def test_it_says_what_a_machine_wrote_and_what_changed_since() -> None:
    translation = translated("tag", "machine")
    where = address("tag", "en", translation)
    assert "nobody has reviewed them yet" in notes(where)[0].get_text()
    source: Any = translation.source.get_source_instance()
    source.description = "Ce que l’eau vaut."
    source.save_revision().publish()
    (note,) = notes(where)
    assert "has changed since" in note.get_text()
    assert [change.get_text() for change in note.select("ins")] == ["vaut."]
    # Where the original is not public, nothing of it is quoted, and no link leads to it.
    type(source).objects.filter(pk=source.pk).update(live=False)
    (note,) = notes(where)
    text = note.get_text(" ", strip=True)
    assert "Its original is in French" in text
    assert "nobody has reviewed them yet" in text
    assert "changed" not in text
    assert not note.select("a, details")


def test_it_says_who_reviewed_it() -> None:
    translation = translated("author", "machine")
    reader = get_user_model().objects.create_user("zoe", first_name="Zoé")
    for row in StringTranslation.objects.filter(locale=translation.target_locale):
        row.translation_type, row.last_translated_by = "manual", reader
        row.save()
    publish(translation)
    (note,) = notes(address("author", "en", translation))
    assert "Reviewed by Zoé" in note.get_text(" ", strip=True)


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_original_costs_no_query(kind: str) -> None:
    translation = translated(kind)
    where = address(kind, "fr", translation)
    Client().get(where)
    with CaptureQueriesContext(connection) as queries:
        Client().get(where)
    # Whether it is a translation is asked with the query that finds it.
    asked = [query["sql"] for query in queries if "wagtail_localize_translation" in query["sql"]]
    assert [sql for sql in asked if f'FROM "blog_{kind}"' not in sql] == []
    assert len(asked) == 1
