"""Nothing that nobody approved, and nothing half translated, comes before readers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from blog.models import ArticlePage, Tag
from parvis.translation.refusals import PartlyTranslatedError
from tests import factories
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


# What nobody approved -------------------------------------------------------------------------


@pytest.fixture
def published(translator: Client, article: ArticlePage) -> ArticlePage:
    """Return a French article whose English is published."""
    article = documents.publish_english(translator, article)
    assert documents.target_of(article).live
    return article


def test_saving_a_draft_of_a_live_translation_leaves_what_readers_see(
    published: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    published.title = "Un titre nouveau"
    published.save_revision().publish()
    translation = documents.translation_of(published)
    translation.source.update_from_db()
    before = documents.target_of(published)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=False)
    after = documents.target_of(published)
    assert (after.title, after.live) == (before.title, True)
    assert after.has_unpublished_changes
    assert after.get_latest_revision_as_object().title == "Un titre nouveau"
    assert [tag.name for tag in after.published_tags] == ["Roads"]


def test_saving_a_draft_of_a_live_tag_does_not_unpublish_it(translator: Client) -> None:
    voirie = factories.tag("Voirie")
    documents.translate(voirie)
    roads = Tag.objects.get(translation_key=voirie.translation_key, locale__language_code="en")
    documents.fill(translator, documents.translation_of(voirie))
    documents.translation_of(voirie).save_target(publish=True)
    roads.live = True
    roads.save()
    documents.translation_of(voirie).save_target(publish=False)
    roads.refresh_from_db()
    assert roads.live


# Publishing what is not whole -----------------------------------------------------------------


def test_the_editor_refuses_to_publish_and_says_how_much_is_missing(
    translator: Client, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    documents.submit(translator, article)
    total, _done = documents.translation_of(article).get_progress()
    with django_capture_on_commit_callbacks(execute=True):
        answer = documents.publish(translator, documents.target_of(article), follow=True)
    assert str(total) in documents.messages_of(answer)
    target = documents.target_of(article)
    assert not target.live
    assert target.get_latest_revision().user is not None


def test_publishing_with_an_update_leaves_out_what_is_not_whole(
    translator: Client, published: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    published.title = "Un titre nouveau"
    published.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        answer = documents.update(translator, published, publish_translations="on", follow=True)
    assert documents.target_of(published).title == "EN Le carnet de voirie"
    assert "1" in documents.messages_of(answer)


def test_an_update_that_leaves_nothing_to_translate_is_published_when_asked(
    translator: Client, published: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    published.article_tags.clear()
    published.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        documents.update(translator, published, publish_translations="on")
    assert documents.target_of(published).published_tags == []


def test_no_other_way_of_publishing_puts_french_under_an_english_address(
    editor: Client, person: Any, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    documents.submit(editor, article)
    target = documents.target_of(article)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    api = reverse("wagtailadmin_api:pages:action", args=[target.pk, "publish"])
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(f"{bulk}?id={target.pk}", {"next": "/admin/account/"}, follow=True)
        assert editor.post(api, {}).status_code == 403
        with pytest.raises(PartlyTranslatedError):
            target.get_latest_revision().publish()
        with pytest.raises(PartlyTranslatedError):
            documents.translation_of(article).save_target(publish=True)
    assert article.title in documents.messages_of(answer)
    assert not documents.target_of(article).live
    assert documents.target_of(article).title == article.title


def test_a_translation_taken_out_of_the_editor_is_not_published_in_french() -> None:
    article = documents.full_article()
    translation = documents.translate(article)
    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    with pytest.raises(PartlyTranslatedError):
        documents.target_of(article).get_latest_revision().publish()


def test_an_earlier_version_that_was_whole_can_be_published_again(
    published: ArticlePage, translator: Client
) -> None:
    published.title = "Un titre nouveau"
    published.save_revision().publish()
    documents.update(translator, published)
    target = documents.target_of(published)
    target.unpublish()
    target.get_latest_revision().publish()
    assert documents.target_of(published).title == "EN Le carnet de voirie"


def test_a_page_that_somebody_locked_is_not_published_from_the_translation_editor(
    translator: Client, person: Any, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    documents.submit(translator, article)
    documents.fill(translator, documents.translation_of(article))
    Page.objects.filter(pk=documents.target_of(article).pk).update(
        locked=True, locked_by=person("Moderators")
    )
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(article))
    assert not documents.target_of(article).live
