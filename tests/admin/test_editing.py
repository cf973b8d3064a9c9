"""What an editor finds in the admin: drafts, previews, schedules, moderation, history, comments."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from blog.models import ArticlePage, Tag
from tests import factories

pytestmark = pytest.mark.django_db


def form(**changes: Any) -> dict[str, Any]:
    """Return the article editor's form as a browser would send it."""
    values = {
        "title": "Un pavé",
        "slug": "un-pave",
        "summary": "Un pavé posé pour tous.",
        "cover": "",
        "cover_alt": "",
        "cover_caption": "",
        "body": streamfield([("text", rich_text("<p>Bonjour.</p>"))]),
        "article_tags": inline_formset([]),
        "article_authors": inline_formset([]),
        "article_series": inline_formset([]),
        "comments": inline_formset([]),
        "date": "2026-03-01 09:00",
        "licence": "CC-BY-4.0",
        "original_url": "",
        "seo_title": "",
        "search_description": "",
        "social_image": "",
        "go_live_at": "",
        "expire_at": "",
    }
    return nested_form_data(values | changes)


def add_url() -> str:
    """Return the address of the form for a new article."""
    return reverse(
        "wagtailadmin_pages:add", args=["blog", "articlepage", factories.blog_index().pk]
    )


@pytest.fixture
def editor(client: Client, person: Any) -> Client:
    """Return a client signed in as somebody of the group Editors."""
    client.force_login(person("Editors"))
    return client


@pytest.mark.parametrize(("language", "words"), [("fr", "Nouveau"), ("en", "New")])
def test_the_admin_speaks_the_users_own_language(
    client: Client, person: Any, language: str, words: str
) -> None:
    user = person()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)
    answer = client.get(add_url()).content.decode()
    assert words in answer
    assert ("Résumé" in answer) is (language == "fr")


def test_a_draft_is_saved_and_stays_invisible(editor: Client, client: Client) -> None:
    editor.post(add_url(), form())
    page = ArticlePage.objects.get(slug="un-pave")
    assert not page.live
    assert Client().get("/fr/blog/un-pave/").status_code == 404


def test_a_published_article_has_the_tag_the_editor_chose(editor: Client) -> None:
    tag = factories.tag("Voirie")
    tags = inline_formset([{"tag": str(tag.pk)}])
    editor.post(add_url(), form(article_tags=tags) | {"action-publish": "1"})
    page = ArticlePage.objects.get(slug="un-pave")
    assert page.live
    assert [found.name for found in page.published_tags] == ["Voirie"]


def test_a_tag_of_another_language_is_refused_with_a_reason(editor: Client) -> None:
    tag = factories.tag("Roads", "en")
    tags = inline_formset([{"tag": str(tag.pk)}])
    answer = editor.post(add_url(), form(article_tags=tags) | {"action-publish": "1"})
    assert not ArticlePage.objects.filter(slug="un-pave").exists()
    assert "Roads" in answer.content.decode()


def test_the_tag_dialog_shows_only_the_articles_language_and_creates_in_it(editor: Client) -> None:
    factories.tag("Voirie")
    factories.tag("Roads", "en")
    french = factories.locale("fr")
    chooser = Tag.snippet_viewset.chooser_viewset
    choose = reverse(chooser.get_url_name("choose"))
    answer = editor.get(f"{choose}?locale_id={french.pk}").content.decode()
    assert "Voirie" in answer
    assert "Roads" not in answer
    create = reverse(chooser.get_url_name("create"))
    editor.post(f"{create}?locale_id={french.pk}", {"name": "Place"})
    assert Tag.objects.get(name="Place").locale == french


def test_a_cover_needs_a_description_or_to_be_decorative(editor: Client) -> None:
    cover = factories.picture()
    editor.post(add_url(), form(cover=str(cover.pk)) | {"action-publish": "1"})
    assert not ArticlePage.objects.filter(slug="un-pave").exists()
    described = form(cover=str(cover.pk), cover_alt="Une place") | {"action-publish": "1"}
    editor.post(add_url(), described)
    assert ArticlePage.objects.get(slug="un-pave").live


def test_a_picture_of_the_text_needs_a_description_or_to_be_decorative(editor: Client) -> None:
    def publish(slug: str, **picture: str) -> bool:
        image = {"image": str(factories.picture().pk), "alt_text": "", **picture}
        body = streamfield([("image", {"picture": image, "caption": "", "credit": ""})])
        editor.post(add_url(), form(slug=slug, body=body) | {"action-publish": "1"})
        return ArticlePage.objects.filter(slug=slug, live=True).exists()

    assert not publish("sans-rien")
    assert publish("decrite", alt_text="Une place")
    assert publish("decorative", decorative="on")


def test_the_preview_shows_what_is_not_saved_yet(editor: Client) -> None:
    page = factories.article("Avant")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(url, form(title="Après", slug=page.slug)).json()["is_valid"]
    preview = editor.get(f"{url}?mode=").content.decode()
    assert "Après" in preview
    assert ArticlePage.objects.get(pk=page.pk).title == "Avant"


def test_a_scheduled_article_appears_when_its_time_comes(editor: Client) -> None:
    page = factories.article("Demain", live=False)
    # At noon no clock is put forward or back.
    noon = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d 12:00")
    scheduled = form(title="Demain", slug=page.slug, go_live_at=noon)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(address, scheduled | {"action-publish": "1"})
    call_command("publish_scheduled")
    assert not ArticlePage.objects.get(pk=page.pk).live
    later = timezone.now() + timedelta(days=2)
    with patch("django.utils.timezone.now", return_value=later):
        call_command("publish_scheduled")
    assert ArticlePage.objects.get(pk=page.pk).live


def test_a_submitted_article_waits_for_a_moderator_then_goes_live(person: Any) -> None:
    assert Workflow.objects.filter(active=True, workflow_pages__page__depth=1).exists()
    writer, reviewer = Client(), Client()
    writer.force_login(person("Editors"))
    reviewer.force_login(person("Moderators"))
    writer.post(add_url(), form() | {"action-submit": "1"})
    page = ArticlePage.objects.get(slug="un-pave")
    assert not page.live
    task_state = page.current_workflow_task_state
    assert task_state is not None
    reviewer.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk]),
        {"comment": ""},
    )
    assert ArticlePage.objects.get(pk=page.pk).live


def test_two_revisions_can_be_compared(editor: Client) -> None:
    page = factories.article("Avant")
    first = page.latest_revision
    page.title = "Après"
    page.body.append(("text", "<p>Une phrase de plus.</p>"))
    second = page.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    answer = editor.get(url).content.decode()
    assert "Une phrase de plus." in answer
    assert "deletion" in answer


def test_a_comment_on_a_field_is_kept(editor: Client) -> None:
    page = factories.article("Avant")
    comments = inline_formset(
        [
            {
                "text": "À vérifier",
                "contentpath": "summary",
                "position": "",
                "resolved": "",
                "replies": inline_formset([]),
            }
        ]
    )
    editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(title=page.title, slug=page.slug, comments=comments),
    )
    assert Comment.objects.get(page=page).text == "À vérifier"


def test_a_changed_address_leads_on_from_the_old_one(
    editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.article("Un pavé")
    old = page.url
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            form(title=page.title, slug="autre-adresse") | {"action-publish": "1"},
        )
    answer = Client().get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/fr/blog/autre-adresse/")


def test_the_accessibility_checker_runs_on_the_page_for_editors_only(editor: Client) -> None:
    page = factories.article("Avant")
    assert "w-userbar" in editor.get(page.url).content.decode()
    assert "w-userbar" not in Client().get(page.url).content.decode()


def test_every_block_has_a_preview_in_the_picker(editor: Client) -> None:
    factories.picture()
    stream = ArticlePage._meta.get_field("body").stream_block
    for name, block in stream.child_blocks.items():
        answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        assert block.is_previewable, name
        assert block.get_description(), name
