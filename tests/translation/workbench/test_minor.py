"""A minor edit leaves the translations current, by the word of somebody who may publish."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import rich_text, streamfield
from wagtail_localize.models import TranslationSource

from blog.models import ArticlePage
from parvis.translation.state import State, state_of
from tests import factories
from tests.admin.test_editing import form
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


@pytest.fixture(scope="module", autouse=True)
def _pair(prepare: Prepare) -> Any:
    return prepare(
        lambda: documents.published_pair(
            lambda: factories.article("Le carnet", summary="Un carnet partagé")
        )
    )


@pytest.fixture
def pair(_pair: Any, db: None) -> ArticlePage:
    """A French article whose English is published."""
    return ArticlePage.objects.get(pk=_pair)


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
            date=timezone.localtime(page.date).strftime("%Y-%m-%d %H:%M"),
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


def test_it_is_offered_in_the_menu_long_after_publishing(editor: Client, pair: ArticlePage) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    edited_at = reverse("wagtailadmin_pages:edit", args=[pair.pk])
    assert address not in editor.get(edited_at).content.decode()
    page = ArticlePage.objects.get(pk=pair.pk)
    page.summary = "Un carnet partagé."
    page.save_revision().publish()
    assert address in editor.get(edited_at).content.decode()
    editor.post(address)
    assert address not in editor.get(edited_at).content.decode()


def test_taking_out_a_passage_may_be_minor(editor: Client, pair: ArticlePage) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    answer = edit(editor, pair, "")
    assert address in answer.content.decode()
    assert english_state(pair) == State.BEHIND
    assert "Un carnet partagé" in editor.get(address).content.decode()
    answer = editor.post(address, follow=True)
    assert "restent telles quelles" in documents.messages_of(answer)
    assert english_state(pair) == State.CURRENT


def test_another_picture_may_be_minor(editor: Client, pair: ArticlePage) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    page = ArticlePage.objects.get(pk=pair.pk)
    page.cover, page.cover_is_decorative = factories.picture(), True
    page.save_revision().publish()
    assert english_state(pair) == State.BEHIND
    assert "Image de couverture" in editor.get(address).content.decode()
    editor.post(address)
    assert english_state(pair) == State.CURRENT


def test_nothing_is_noted_where_there_was_nothing_to_accept(
    editor: Client, pair: ArticlePage
) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    answer = editor.post(address, follow=True)
    assert "Rien n’a changé" in documents.messages_of(answer)
    assert not PageLogEntry.objects.filter(page=pair.pk, action="parvis.minor_edit").exists()


def test_what_is_new_is_not_minor(editor: Client, pair: ArticlePage) -> None:
    source = TranslationSource.objects.get(object_id=pair.translation_key)
    address = reverse("parvis_translation:minor", args=[source.pk])
    page = ArticlePage.objects.get(pk=pair.pk)
    page.summary, page.cover_caption = "Un carnet partagé.", "Vue du matin"
    page.save_revision().publish()
    assert "reste à traduire" in editor.get(address).content.decode()
    answer = editor.post(address, follow=True)
    assert "reste à traduire" in documents.messages_of(answer)
    assert english_state(pair) == State.BEHIND


def test_it_is_offered_for_snippets(translator: Client, person: Any) -> None:
    tag = factories.tag("Voirie")
    translation = documents.translate(tag)
    documents.fill(translator, translation)
    boss = Client()
    boss.force_login(person())
    tag.name = "Voiries"
    tag.save_revision().publish()
    address = reverse("parvis_translation:minor", args=[translation.source_id])
    edited_at = reverse("wagtailsnippets_blog_tag:edit", args=[tag.pk])
    assert address in boss.get(edited_at).content.decode()
    boss.post(address)
    assert address not in boss.get(edited_at).content.decode()
