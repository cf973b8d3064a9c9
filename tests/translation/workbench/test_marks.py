"""The inline marks of a passage: those of another original are dropped, found words are shown."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from parvis.translation.workbench.marks import fitted, with_words
from tests import factories
from tests.translation import documents


def test_marks_the_source_has_not_are_dropped_and_their_words_stay() -> None:
    target = 'A <a id="a1">link</a>, <a id="a2">another</a> and <b>more</b> &amp; so on'
    assert fitted(target, 'Un <a id="a1">lien</a>') == (
        'A <a id="a1">link</a>, another and more &amp; so on'
    )


def test_words_are_marked_in_all_their_forms_and_nothing_acts() -> None:
    shown = with_words("L’<b>usager</b> &lt;script&gt; et les usagers", "usager", "fr")
    assert shown == "L’<mark>usager</mark> &lt;script&gt; et les <mark>usagers</mark>"


@pytest.mark.django_db
def test_the_search_shows_machines_and_can_be_taken(translator: Client) -> None:
    work = documents.translate(factories.article("Le carnet", summary="Vue du matin"))
    segment = StringSegment.objects.get(source=work.source, context__path="summary")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=work.target_locale,
        data="A morning view",
        translation_type="machine",
        tool_name="Odile",
    )
    address = reverse("parvis_translation:concordance", args=[work.pk])
    text = translator.get(address, {"words": "vues"}).content.decode()
    assert "<mark>Vue</mark> du matin" in text
    assert 'data-take="A morning view"' in text
    assert "wb-machine" in text
