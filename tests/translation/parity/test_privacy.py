"""A restriction goes to the translations, unless somebody says otherwise."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from parvis.translation.parity.together import publish_together
from tests import factories
from tests.translation import documents
from tests.translation.parity.conftest import Pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person(name="chief"))
    return client


@pytest.fixture
def live(pair: Pair, person: Any) -> list[Any]:
    return list(publish_together(pair, person(name="publisher")))


def address(page: Any) -> str:
    return reverse("wagtailadmin_pages:set_privacy", args=[page.pk])


def restricted() -> set[int]:
    return set(PageViewRestriction.objects.values_list("page_id", flat=True))


def test_the_dialogue_proposes_the_same_for_the_translations(
    client: Client, live: list[Any]
) -> None:
    html = client.get(address(live[0])).json()["html"]
    assert 'name="restrict_translations" value="yes" id="id_restrict_translations" checked' in html
    assert "restrict_translations" not in client.get(address(live[1])).json()["html"]


def test_a_restriction_is_put_on_the_translations(client: Client, live: list[Any]) -> None:
    group = Group.objects.create(name="Readers")
    data = {"restriction_type": "groups", "groups": [group.pk], "restrict_translations": "yes"}
    client.post(address(live[0]), data)
    assert restricted() == {page.pk for page in live}
    copy = PageViewRestriction.objects.get(page=live[1])
    assert (copy.restriction_type, list(copy.groups.all())) == ("groups", [group])
    assert live[0].readable_translations == {}


def test_a_restriction_stays_with_the_source_where_that_is_wanted(
    client: Client, live: list[Any]
) -> None:
    client.post(address(live[0]), {"restriction_type": "login"})
    assert restricted() == {live[0].pk}


def test_taking_a_restriction_away_takes_it_from_the_translations(
    client: Client, live: list[Any]
) -> None:
    answer = {"restrict_translations": "yes"}
    client.post(address(live[0]), {"restriction_type": "login", **answer})
    client.post(address(live[0]), {"restriction_type": "none", **answer})
    assert restricted() == set()


def test_a_language_one_may_not_restrict_stays_public(
    french_editor: Client, live: list[Any]
) -> None:
    data = {"restriction_type": "login", "restrict_translations": "yes"}
    french_editor.post(address(live[0]), data)
    assert restricted() == {live[0].pk}


def test_a_translation_of_what_not_everybody_reads_is_not_read_by_everybody(db: None) -> None:
    source, group = factories.article("Réservé"), Group.objects.create(name="Readers")
    restriction = PageViewRestriction.objects.create(page=source, restriction_type="groups")
    restriction.groups.add(group)
    documents.translate(source)
    copy = PageViewRestriction.objects.get(page=documents.target_of(source))
    assert (copy.restriction_type, list(copy.groups.all())) == ("groups", [group])


def test_nor_is_one_of_a_page_in_a_section_that_is_restricted(sections: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=sections["fr"], restriction_type="login")
    source = PlainPage(title="Interne", slug="interne", locale=sections["fr"].locale)
    sections["fr"].add_child(instance=source)
    documents.translate(source)
    target = documents.target_of(source)
    assert PageViewRestriction.objects.get(page=target).restriction_type == "login"


def test_what_the_section_of_the_other_language_restricts_is_not_restricted_twice(
    sections: dict[str, Any],
) -> None:
    for name in ("fr", "en"):
        PageViewRestriction.objects.create(page=sections[name], restriction_type="login")
    source = PlainPage(title="Interne", slug="interne", locale=sections["fr"].locale)
    sections["fr"].add_child(instance=source)
    documents.translate(source)
    assert restricted() == {sections["fr"].pk, sections["en"].pk}
