"""A minor edit leaves the translations current, by the word of somebody who may publish."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import rich_text, streamfield
from wagtail_localize.models import TranslationSource

from blog.models import ArticlePage
from parvis.translation.state import State, state_of
from tests import factories
from tests.admin.test_editing import form
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


@pytest.fixture
def pair(translator: Client, django_capture_on_commit_callbacks: Any) -> ArticlePage:
    """A French article whose English is published."""
    page = factories.article("Le carnet", summary="Un carnet partagé")
    documents.submit(translator, page)
    documents.fill(translator, documents.translation_of(page))
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(page))
    return ArticlePage.objects.get(pk=page.pk)


def body_of(page: ArticlePage) -> Any:
    """Return the body as the editor’s form sends it back: each block keeps its id."""
    value = streamfield([(block.block_type, rich_text(block.value.source)) for block in page.body])
    for number, block in enumerate(page.body):
        value[str(number)]["id"] = block.id
    return value


def edit(client: Client, page: ArticlePage, summary: str) -> Any:
    """Publish the article with another summary, from its editor."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(
            title=page.title,
            slug=page.slug,
            summary=summary,
            body=body_of(page),
        )
        | {"action-publish": "1"},
        follow=True,
    )


def english_state(page: ArticlePage) -> State:
    return state_of(ArticlePage.objects.get(pk=page.pk), factories.locale("en"))


def test_it_is_offered_after_a_change_shown_and_keeps_the_translation(
    editor: Client, pair: ArticlePage
) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    answer = edit(editor, pair, "Un carnet partagé.")
    assert address in answer.content.decode()
    assert english_state(pair) == State.BEHIND
    assert "partagé." in editor.get(address).content.decode()
    editor.post(address)
    assert english_state(pair) == State.CURRENT
    assert PageLogEntry.objects.filter(page=pair.pk, action="parvis.minor_edit").exists()
    assert documents.target_of(pair).summary == "EN Un carnet partagé"


def test_a_translator_may_not_say_so_of_the_source(
    editor: Client, translator: Client, pair: ArticlePage
) -> None:
    edit(editor, pair, "Un carnet partagé.")
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    answer = translator.post(reverse("parvis_translation:minor", args=[source.pk]))
    assert answer.status_code in (302, 403)
    assert english_state(pair) == State.BEHIND


def test_nothing_is_offered_where_nothing_changed(editor: Client, pair: ArticlePage) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    answer = edit(editor, pair, "Un carnet partagé")
    assert address not in answer.content.decode()
    assert english_state(pair) == State.CURRENT
