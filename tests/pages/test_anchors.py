"""Anchors of headings: kept as they are given, and followed by the links of a translation."""

import pytest

from blog.models import ArticlePage
from parvis.translation.adopt import adopt
from tests import factories

pytestmark = pytest.mark.django_db


def heading(text: str, anchor: str) -> tuple[str, dict[str, str]]:
    """Return a heading block."""
    return "heading", {"text": text, "level": "2", "anchor": anchor}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("été-2", "été-2"), ("Mon.Ancre", "Mon.Ancre"), ("Mon ancre !", "mon-ancre"), ("", "titre")],
)
def test_an_anchor_that_can_be_an_id_is_kept(given: str, kept: str) -> None:
    page = factories.article("La place", body=[heading("Titre", given)])
    assert page.body[0].value["anchor"] == kept
    assert f'id="{kept}"' in str(page.body)


def test_links_follow_the_anchors_an_adopted_translation_takes_from_its_source() -> None:
    french = factories.article("La place", body=[heading("Coût", "coût"), ("text", "<p>a</p>")])
    link = '<p><a href="#cost">See</a> <a href="#top">up</a></p>'
    english = factories.article(
        "The square", "en", translation_of=french, body=[heading("Cost", "cost"), ("text", link)]
    )
    adopt(french, english)
    body = ArticlePage.objects.get(pk=english.pk).body
    assert body[0].value["anchor"] == "coût"
    assert body[1].value.source == '<p><a href="#coût">See</a> <a href="#top">up</a></p>'
