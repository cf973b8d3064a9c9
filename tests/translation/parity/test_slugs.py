"""Another slug of the source: its translations keep theirs, and the editor is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from blog.models import ArticlePage
from parvis.translation.passages import missing_passages
from tests import factories
from tests.admin.test_editing import form
from tests.translation import documents
from tests.translation.parity.conftest import as_it_is

pytestmark = pytest.mark.django_db


def publish_at(client: Client, page: Any, slug: str) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form(title=page.title, slug=slug) | {"action-publish": "1"}
    return client.post(address, data, follow=True)


def slug_passages(answer: Any) -> str:
    return str(answer.content.decode()).partition("#passage-")[1]


def test_the_editor_is_told_and_led_to_the_translations(
    client: Client, live: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    source, target = live
    before = target.slug
    with django_capture_on_commit_callbacks(execute=True):
        answer = publish_at(client, source, "la-grande-place")
    assert as_it_is(source).slug == "la-grande-place"
    assert as_it_is(target).slug == before
    assert f"{reverse('wagtailadmin_pages:edit', args=[target.pk])}#passage-" in (
        answer.content.decode()
    )
    assert Redirect.objects.filter(redirect_page=source).exists()


def test_a_translation_keeps_its_slug_when_it_is_published_again(live: list[Any]) -> None:
    source, target = live
    before = target.slug
    source = as_it_is(source)
    source.slug = "la-grande-place"
    source.save_revision().publish()
    translation = documents.translation_of(source)
    assert missing_passages(translation.source, translation.target_locale) == 0
    translation.save_target(publish=True)
    assert as_it_is(target).slug == before


def test_nothing_is_said_where_the_slug_stays_or_nothing_was_translated(
    client: Client, live: list[Any]
) -> None:
    assert not slug_passages(publish_at(client, live[0], live[0].slug))
    alone = factories.article("Seule")
    assert not slug_passages(publish_at(client, alone, "une-autre"))
    assert ArticlePage.objects.get(pk=alone.pk).slug == "une-autre"
