"""Who made a picture and under which licence, wherever it stands."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from parvis.media.licences import LICENCE_URLS, PICTURE_LICENCES
from tests import factories

pytestmark = pytest.mark.django_db


def captions(client: Client, **picture_fields: str) -> list[Any]:
    """Return the captions of a cover and of a picture in the text that are the same picture."""
    picture = factories.picture()
    for name, value in picture_fields.items():
        setattr(picture, name, value)
    picture.save()
    chosen = {"image": picture.pk, "alt_text": "Une place", "decorative": False}
    field: Any = type(factories.article("Autre"))._meta.get_field("body")
    given: Any = {"picture": chosen, "caption": "", "credit": ""}
    block = field.stream_block.child_blocks["image"].to_python(given)
    page = factories.article("Pont", cover=picture, cover_alt="Pont", body=[("image", block)])
    return list(BeautifulSoup(client.get(page.url).content, "lxml").select("figcaption"))


def test_credit_licence_and_source_are_shown_both_on_a_cover_and_in_the_text(
    client: Client,
) -> None:
    found = captions(
        client,
        credit="Lise <Dubois>",
        licence="CC-BY-SA-4.0",
        source_url="https://example.org/photo",
    )
    assert len(found) == 2
    for caption in found:
        assert " ".join(caption.get_text().split()) == "Lise <Dubois>, CC BY-SA 4.0"
        assert [link["href"] for link in caption.select("a")] == [
            "https://example.org/photo",
            LICENCE_URLS["CC-BY-SA-4.0"],
        ]


def test_what_is_not_said_is_not_shown(client: Client) -> None:
    assert captions(client) == []
    [first, _second] = captions(client, licence="all-rights-reserved")
    assert first.get_text().strip() == "Tous droits réservés"
    assert first.select("a") == []
    [first, _second] = captions(client, credit="Lise")
    assert first.get_text().strip() == "Lise"


def test_every_licence_but_none_leads_to_its_text() -> None:
    named = {name for name, _label in PICTURE_LICENCES}
    assert named - set(LICENCE_URLS) == {"all-rights-reserved"}
