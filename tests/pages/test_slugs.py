"""The end of an address, where nobody writes one: letters as the language spells them."""

import json

import pytest

from blog.models import ArticlePage
from parvis.pages.anchors import as_anchor
from parvis.pages.letters import LONGEST, slug_of
from tests import factories


@pytest.mark.parametrize(
    ("name", "language", "slug"),
    [
        ("Cœur de ville", "fr", "coeur-de-ville"),
        ("Œuvres", "fr", "oeuvres"),
        ("Égalité", "fr", "egalite"),
        ("Öffentlicher Platz", "de", "oeffentlicher-platz"),
        ("U\u0308ber uns", "de-be", "ueber-uns"),
        ("Straße", "de", "strasse"),
        ("Coördinatie", "nl", "coordinatie"),
        ("Maïs", "fr", "mais"),
        ("日本語", "fr", ""),
        (f"{'x' * (LONGEST - 1)} y", "fr", "x" * (LONGEST - 1)),
    ],
)
def test_a_slug_has_the_letters_of_its_language(name: str, language: str, slug: str) -> None:
    assert slug_of(name, language) == slug


def test_the_anchor_of_a_heading_keeps_its_letters_too() -> None:
    assert as_anchor("", "Au cœur de la ville") == "au-coeur-de-la-ville"


@pytest.mark.django_db
def test_a_heading_that_was_written_without_an_anchor_is_given_one() -> None:
    """As a script or an older version wrote it, not as the editor does."""
    page = factories.article("Un pavé")
    written = [{"type": "heading", "value": {"text": "La pose", "level": "h2"}}]
    ArticlePage.objects.filter(pk=page.pk).update(body=json.dumps(written))
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.body[0].value["anchor"] is None
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.body[0].value["anchor"] == "la-pose"


@pytest.mark.django_db
def test_a_tag_an_author_and_a_series_have_it_and_free_ones_differ() -> None:
    assert factories.tag("Cœur").slug == "coeur"
    assert factories.tag("coeur").slug == "coeur-2"
    assert factories.author("Anne Lœwe").slug == "anne-loewe"
    assert factories.series("Œuvres").slug == "oeuvres"
