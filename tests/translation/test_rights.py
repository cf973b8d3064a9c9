"""Who may translate what, also in the groups an administration makes for itself."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import Translation

from blog.models import Tag
from parvis.accounts.models import User
from parvis.pages.structure import set_up
from parvis.translation import rights
from tests import factories
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


def group_of(
    name: str, *, pages: dict[str, tuple[str, ...]], others: tuple[str, ...] = ()
) -> Group:
    """Make a group with rights on the home pages of some languages."""
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *others]))
    for code, actions in pages.items():
        home = Page.objects.get(depth=2, locale=factories.locale(code))
        for action in actions:
            permission = Permission.objects.get(codename=f"{action}_page")
            GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    return group


@pytest.fixture
def drafter(person: Any) -> Client:
    """Return a translator who may not publish."""
    group_of(
        "Drafters",
        pages={"en": ("change",)},
        others=("submit_translation", "change_tag", "change_author"),
    )
    client = Client()
    client.force_login(person("Drafters"))
    return client


def test_whoever_may_submit_and_not_publish_cannot_publish_by_an_update(
    drafter: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le carnet")
    documents.submit(drafter, article)
    documents.fill(drafter, documents.translation_of(article))
    with django_capture_on_commit_callbacks(execute=True):
        documents.update(drafter, article, publish_translations="on")
        documents.publish(drafter, documents.target_of(article))
    assert not documents.target_of(article).live


def test_whoever_may_not_publish_is_not_offered_it(drafter: Client) -> None:
    article = factories.article("Le carnet")
    documents.submit(drafter, article)
    source = documents.translation_of(article).source
    form = drafter.get(reverse("wagtail_localize:update_translations", args=[source.pk]))
    assert "publish_translations" not in form.content.decode()


def test_without_the_right_to_publish_the_function_itself_refuses(
    drafter: Client, person: Any
) -> None:
    article = factories.article("Le carnet")
    documents.submit(drafter, article)
    documents.fill(drafter, documents.translation_of(article))
    with pytest.raises(PermissionDenied):
        documents.translation_of(article).save_target(user=User.objects.get(username="drafters"))


def test_a_submission_needs_a_right_on_the_source_or_on_the_target(person: Any) -> None:
    group_of("Others", pages={}, others=("submit_translation",))
    client = Client()
    client.force_login(person("Others"))
    article = factories.article("Le carnet")
    documents.submit(client, article)
    assert not Translation.objects.exists()


def test_only_the_languages_one_may_write_in_are_offered(settings: Any, person: Any) -> None:
    settings.CONTENT_LANGUAGES = ["fr", "en", "nl"]
    set_up()
    group_of("Dutch", pages={"nl": ("change",)}, others=("submit_translation",))
    client = Client()
    client.force_login(person("Dutch"))
    article = factories.article("Le carnet")
    documents.submit(client, article, "en")
    assert not Translation.objects.exists()
    documents.submit(client, article, "nl")
    assert documents.translation_of(article, "nl")


def test_a_translator_changes_tags_of_their_language_only(translator: Client) -> None:
    french = factories.tag("Voirie")
    english = factories.tag("Roads", "en", translation_of=french)
    for tag, name in ((french, "Autre"), (english, "Other")):
        translator.post(
            reverse("wagtailsnippets_blog_tag:edit", args=[tag.pk]),
            {"name": name, "slug": tag.slug, "description": "", "action-publish": "1"},
        )
    assert Tag.objects.get(pk=french.pk).name == "Voirie"
    assert Tag.objects.get(pk=english.pk).name == "Other"


def test_passages_of_a_tag_are_written_in_ones_own_languages_only(person: Any) -> None:
    english = factories.tag("Roads", "en")
    documents.translate(english, code="fr")
    translation = documents.translation_of(english, "fr")
    segment = translation.source.stringsegment_set.get(context__path="name")
    client = Client()
    client.force_login(person("Translators"))
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    answer = client.put(address, "value=Voirie", "application/x-www-form-urlencoded")
    assert answer.status_code == 403 or answer.headers["Location"] == "/admin/"
    assert translation.get_progress()[1] == 0


def test_the_former_report_leads_to_the_dashboard(translator: Client, person: Any) -> None:
    address = reverse("wagtail_localize:translations_report")
    dashboard = reverse("parvis_overview:translations")
    assert translator.get(address).headers["Location"] == dashboard
    assert translator.get(f"{address}results/").headers["Location"] == dashboard
    assert address not in translator.get(reverse("wagtailadmin_home")).content.decode()
    group_of("Guests", pages={})
    guest = Client()
    guest.force_login(person("Guests"))
    assert guest.get(address).headers["Location"] == reverse("wagtailadmin_home")


def test_a_request_without_its_text_is_refused_not_an_error(translator: Client) -> None:
    article = factories.article("Le carnet")
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    segment = translation.source.stringsegment_set.first()
    assert segment is not None
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    answer = translator.put(address, "", "application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_the_key_of_a_snippet_that_is_none_finds_nothing(editor: Client) -> None:
    address = reverse("wagtail_localize:submit_snippet_translation", args=["blog", "tag", "none"])
    assert editor.get(address).status_code == 404


def test_writing_is_by_language(person: Any) -> None:
    translator, editor = person("Translators"), person("Editors")
    codes = {locale.language_code for locale in rights.written_languages(translator)}
    assert codes == {"en"}
    assert rights.written_languages(editor).count() == 2
    assert rights.written_languages(person()).count() == 2
    editor.is_active = False
    assert not rights.written_languages(editor).exists()


def test_whoever_may_not_publish_hands_the_translation_over_and_a_moderator_approves_it(
    drafter: Client, person: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le carnet")
    documents.submit(drafter, article)
    translation = documents.translation_of(article)
    address = reverse("parvis_translation:moderation", args=[translation.pk])
    editor = reverse("wagtailadmin_pages:edit", args=[documents.target_of(article).pk])
    assert address in drafter.get(editor).content.decode()
    answer = drafter.post(address, follow=True)
    assert str(translation.get_progress()[0]) in documents.messages_of(answer)
    assert not documents.target_of(article).workflow_in_progress

    documents.fill(drafter, translation)
    drafter.post(address)
    page = documents.target_of(article)
    assert page.workflow_in_progress
    assert not page.live
    reviewer = Client()
    reviewer.force_login(person("Moderators"))
    approve = [page.pk, "approve", page.current_workflow_task_state.pk]
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(reverse("wagtailadmin_pages:workflow_action", args=approve), {"comment": ""})
    assert documents.target_of(article).title == "EN Le carnet"
    assert documents.target_of(article).live


def test_readers_see_a_moderated_change_once_it_is_approved(
    drafter: Client, person: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le carnet")
    documents.submit(drafter, article)
    documents.fill(drafter, documents.translation_of(article))
    documents.translation_of(article).save_target(publish=True)
    documents.target_of(article).get_latest_revision().publish()
    article.title = "Le carnet neuf"
    article.save_revision().publish()
    documents.update(drafter, article)
    documents.fill(drafter, documents.translation_of(article))
    moderation = reverse(
        "parvis_translation:moderation", args=[documents.translation_of(article).pk]
    )
    drafter.post(moderation)
    page = documents.target_of(article)
    assert (page.title, page.live) == ("EN Le carnet", True)
    page.current_workflow_task.on_action(
        page.current_workflow_task_state, person("Moderators"), "approve"
    )
    assert documents.target_of(article).title == "EN Le carnet neuf"
