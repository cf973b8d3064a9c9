"""A tag, an author or a series under another slug: what led there still does."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests import factories

pytestmark = pytest.mark.django_db


def publish(subject: Any, slug: str) -> None:
    """Publish it under another slug, as the editor does."""
    subject.slug = slug
    subject.save_revision().publish()


def led(client: Client, address: str) -> str:
    """Return where an address leads in one step; itself where it answers."""
    answer = client.get(address)
    assert answer.status_code in (200, 301), address
    return str(answer.headers.get("Location", address))


@pytest.mark.parametrize(
    ("make", "code", "path"),
    [
        (factories.tag, "fr", "/fr/blog/etiquettes/{}/"),
        (factories.tag, "en", "/en/blog/tags/{}/"),
        (factories.tag, "fr", "/fr/blog/etiquettes/{}/flux/rss/"),
        (factories.author, "fr", "/fr/blog/auteurs/{}/"),
        (factories.author, "en", "/en/blog/authors/{}/feed/atom/"),
        (factories.series, "fr", "/fr/blog/series/{}/"),
    ],
)
def test_its_former_address_leads_to_the_present_one(
    client: Client, make: Any, code: str, path: str
) -> None:
    subject = make("Eau", code)
    links: dict[Any, dict[str, Any]] = {
        factories.tag: {"tags": [subject]},
        factories.author: {"authors": [subject]},
        factories.series: {"series": (subject, 1)},
    }
    factories.article("Un pavé", code, **links[make])
    publish(subject, "fontaines")
    assert led(client, path.format("eau")) == path.format("fontaines")


def test_after_several_changes_each_leads_there_in_one_step(client: Client) -> None:
    tag = factories.tag("Eau")
    factories.article("Un pavé", tags=[tag])
    for slug in ("fontaines", "lavoirs"):
        publish(tag, slug)
    for slug in ("eau", "fontaines", "lavoirs"):
        assert led(client, f"/fr/blog/etiquettes/{slug}/") == "/fr/blog/etiquettes/lavoirs/"


def test_a_slug_that_is_taken_back_leads_in_no_circle(client: Client) -> None:
    tag = factories.tag("Eau")
    factories.article("Un pavé", tags=[tag])
    for slug in ("fontaines", "eau"):
        publish(tag, slug)
    for slug in ("eau", "fontaines"):
        assert led(client, f"/fr/blog/etiquettes/{slug}/") == "/fr/blog/etiquettes/eau/"


def test_a_draft_leads_nowhere_yet(client: Client) -> None:
    tag = factories.tag("Eau")
    factories.article("Un pavé", tags=[tag])
    tag.slug = "fontaines"
    tag.save_revision()
    assert led(client, "/fr/blog/etiquettes/eau/") == "/fr/blog/etiquettes/eau/"
    assert not Redirect.objects.exists()


def test_what_nobody_could_read_leaves_no_address() -> None:
    publish(factories.tag("Eau", live=False), "fontaines")
    assert not Redirect.objects.exists()


def test_its_translation_keeps_its_own(client: Client) -> None:
    tag = factories.tag("Eau")
    english = factories.tag("Water", "en", translation_of=tag)
    factories.article("A stone", "en", tags=[english])
    publish(tag, "fontaines")
    assert led(client, "/en/blog/tags/water/") == "/en/blog/tags/water/"
    assert {redirect.old_path[:3] for redirect in Redirect.objects.all()} == {"/fr"}


def test_a_redirect_somebody_made_is_kept_where_it_is_of_another(client: Client) -> None:
    Redirect.add_redirect("/fr/blog/etiquettes/ancien/", "/fr/")
    tag = factories.tag("Eau")
    publish(tag, "fontaines")
    assert led(client, "/fr/blog/etiquettes/ancien/") == "/fr/"
