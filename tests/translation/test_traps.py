"""What wagtail-localize does by itself and must not do here: each test fails without its guard."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from blog.models import ArticlePage, ArticleTag, Tag
from home.models import HomePage, PlainPage
from parvis.translation.passages import source_text_shown_by
from parvis.translation.refusals import TranslationRefusedError
from tests import factories
from tests.admin.test_editing import add_url, form
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


def plain(title: str, parent: Page | None = None) -> PlainPage:
    """Return a published French plain page."""
    parent = parent or HomePage.objects.get(locale=factories.locale("fr"))
    page = PlainPage(title=title, summary=f"À propos de {title}", locale=factories.locale("fr"))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return PlainPage.objects.get(pk=page.pk)


# The page tree --------------------------------------------------------------------------------


def test_a_subtree_submitted_whole_keeps_the_tree_sound(
    translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    top = plain("Le site")
    child = plain("Mentions légales", top)
    grandchild = plain("Détails", child)
    documents.submit(translator, top, include_subtree="on")
    assert Page.find_problems() == ([], [], [], [], [])
    for page, children in ((top, 1), (child, 1), (grandchild, 0)):
        target = documents.target_of(page)
        assert target.numchild == children
        assert not target.live
        documents.fill(translator, documents.translation_of(page))
        with django_capture_on_commit_callbacks(execute=True):
            documents.publish(translator, target)
        assert Client().get(documents.target_of(page).url).status_code == 200


def test_a_page_whose_parent_is_not_translated_is_refused_and_nothing_is_made(
    translator: Client,
) -> None:
    child = plain("Mentions légales", plain("Le site"))
    answer = documents.submit(translator, child, follow=True)
    assert "Le site" in documents.messages_of(answer)
    assert not Page.objects.filter(locale=factories.locale("en"), alias_of__isnull=False).exists()
    assert not Translation.objects.exists()


# What somebody wrote by hand ------------------------------------------------------------------


def test_a_tag_translated_by_hand_survives_the_submission_of_an_article(translator: Client) -> None:
    voirie = factories.tag("Voirie")
    roads = factories.tag("Roads", "en", translation_of=voirie, description="By hand.")
    documents.submit(translator, factories.article("Un", tags=[voirie]))
    roads.refresh_from_db()
    assert (roads.name, roads.description, roads.live) == ("Roads", "By hand.", True)


def test_a_tag_written_by_hand_and_not_published_yet_survives_too(translator: Client) -> None:
    voirie = factories.tag("Voirie")
    roads = factories.tag("Roads", "en", translation_of=voirie, live=False)
    documents.submit(translator, factories.article("Un", tags=[voirie]))
    roads.refresh_from_db()
    assert (roads.name, roads.live) == ("Roads", False)


def test_a_translated_tag_stays_live_when_a_second_article_is_submitted(
    translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    voirie = factories.tag("Voirie")
    documents.translate(voirie)
    roads = Tag.objects.get(translation_key=voirie.translation_key, locale__language_code="en")
    documents.fill(translator, documents.translation_of(voirie))
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("wagtailsnippets_blog_tag:edit", args=[roads.pk])
        translator.post(address, {"action": "publish"})
    roads.refresh_from_db()
    assert (roads.live, roads.name) == (True, "EN Voirie")
    documents.submit(translator, factories.article("Deux", tags=[voirie]))
    roads.refresh_from_db()
    assert (roads.live, roads.name) == (True, "EN Voirie")


def test_a_page_written_by_hand_survives_the_submission_of_its_subtree(translator: Client) -> None:
    top = plain("Le site")
    child = plain("Mentions légales", top)
    english_top = PlainPage(title="By hand", locale=factories.locale("en"))
    english_top.translation_key = top.translation_key
    HomePage.objects.get(locale=factories.locale("en")).add_child(instance=english_top)
    english_child = PlainPage(title="Legal", locale=factories.locale("en"))
    english_child.translation_key = child.translation_key
    english_top.add_child(instance=english_child)
    translate_object(top, [factories.locale("en")])
    translate_object(child, [factories.locale("en")])
    assert documents.target_of(top).title == "By hand"
    assert documents.target_of(child).title == "Legal"
    assert not Translation.objects.exists()


def test_a_translation_taken_out_of_the_editor_is_not_put_back_by_a_submission() -> None:
    article = documents.full_article()
    translation = documents.translate(article)
    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    page = documents.target_of(article)
    page.title = "By hand from here"
    page.save_revision()
    page.save()
    translate_object(article, [factories.locale("en")])
    translation.refresh_from_db()
    assert not translation.enabled
    assert documents.target_of(article).title == "By hand from here"


# Aliases --------------------------------------------------------------------------------------


def test_a_page_added_in_one_language_appears_in_no_other(editor: Client) -> None:
    editor.post(add_url(), form() | {"action-publish": "1"})
    assert ArticlePage.objects.get(slug="un-pave").live
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_an_alias_made_by_hand_is_neither_served_nor_listed() -> None:
    article = factories.article("Le carnet")
    alias = article.create_alias(
        parent=factories.blog_index("en"),
        update_locale=factories.locale("en"),
        reset_translation_key=False,
    )
    assert alias.live
    assert Client().get(f"/en/blog/{alias.slug}/").status_code == 404
    listed = factories.blog_index("en").articles()
    assert [found.pk for found in listed] == [article.pk]


def test_an_alias_that_is_submitted_for_translation_shows_no_french(translator: Client) -> None:
    article = factories.article("Le carnet")
    article.create_alias(
        parent=factories.blog_index("en"),
        update_locale=factories.locale("en"),
        reset_translation_key=False,
    )
    documents.submit(translator, article)
    target = documents.target_of(article)
    assert target.alias_of_id is None
    assert not target.live


def test_a_translation_is_not_turned_into_an_alias_of_its_source(
    translator: Client, article: ArticlePage
) -> None:
    documents.submit(translator, article)
    target = documents.target_of(article)
    translator.post(reverse("wagtail_localize:convert_to_alias", args=[target.pk]))
    translator.post(
        reverse("wagtailadmin_pages:edit", args=[target.pk]),
        {"localize-convert-to-alias": "1"},
        follow=True,
    )
    assert documents.target_of(article).alias_of_id is None
    assert Translation.objects.exists()


# Creation that fails --------------------------------------------------------------------------


def test_children_that_only_a_revision_holds_do_not_break_a_submission() -> None:
    article = factories.article("Le carnet")
    article.article_tags.add(ArticleTag(tag=factories.tag("Voirie"), locale=factories.locale("fr")))
    article.title = "Un brouillon"
    article.save_revision()
    in_memory = article.get_latest_revision_as_object()
    translate_object(in_memory, [factories.locale("en")])
    assert documents.target_of(article).title == "Le carnet"


def test_a_submission_that_fails_says_why_and_leaves_nothing_behind(translator: Client) -> None:
    logiciel = factories.tag("Logiciel")
    factories.tag("Logiciel", "en", description="Nobody’s translation.")
    article = factories.article("Le carnet", tags=[logiciel])
    answer = documents.submit(translator, article, follow=True)
    said = documents.messages_of(answer)
    assert answer.status_code == 200
    assert "Logiciel" in said
    assert "logiciel" in said
    assert not Translation.objects.exists()
    assert not ArticlePage.objects.filter(
        translation_key=article.translation_key, locale__language_code="en"
    ).exists()
    with pytest.raises(TranslationRefusedError):
        translate_object(article, [factories.locale("en")])


def test_refusals_are_denials_so_that_no_admin_view_fails_on_one() -> None:
    assert issubclass(TranslationRefusedError, PermissionDenied)


def test_the_guard_on_publication_costs_an_original_one_query() -> None:
    article = factories.article("Le carnet")
    with CaptureQueriesContext(connection) as queries:
        assert source_text_shown_by(article) == 0
    assert len(queries) == 1
    assert not TranslationSource.objects.exists()
