"""Where parity is required, a page waits for its translations, or for a reason to go without."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import activate
from wagtail.models import Locale, PageLogEntry, Workflow, WorkflowPage

from blog.models import ArticlePage
from home.models import SiteIdentity
from parvis.translation.parity.guard import NOT_PUBLISHED
from parvis.translation.parity.refusals import ParityRequiredError
from parvis.translation.parity.required import EXEMPTED, exempt, lacking
from parvis.translation.parity.together import publish_together, schedule_together
from parvis.translation.workbench.models import Exemption
from tests import factories
from tests.admin.test_editing import form
from tests.translation import documents
from tests.translation.parity.conftest import Pair, go_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(db: None) -> None:
    SiteIdentity.objects.filter(locale=factories.locale("fr")).update(requires_parity=True)


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person(name="chief"))
    return client


@pytest.fixture
def draft(db: None) -> ArticlePage:
    return factories.article("La place", live=False)


def is_live(page: Any) -> bool:
    return ArticlePage.objects.get(pk=page.pk).live


def edit(client: Client, page: ArticlePage) -> Any:
    """Press “Publish” in the editor of a page, whose title somebody changed."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form(title="La grande place", slug=page.slug) | {"action-publish": "1"}
    return client.post(address, data, follow=True)


def test_a_page_without_its_translation_is_not_published(draft: ArticlePage) -> None:
    with pytest.raises(ParityRequiredError, match="missing or behind in English"):
        draft.get_latest_revision().publish()
    assert not is_live(draft)


def test_nothing_is_asked_where_it_is_not_required(draft: ArticlePage) -> None:
    SiteIdentity.objects.update(requires_parity=False)
    draft.get_latest_revision().publish()
    assert is_live(draft)


def test_each_language_requires_it_of_what_is_written_in_it(draft: ArticlePage) -> None:
    english = factories.article("The square", "en", live=False)
    english.get_latest_revision().publish()
    assert is_live(english)
    with pytest.raises(ParityRequiredError):
        draft.get_latest_revision().publish()


def test_it_is_chosen_in_the_identity_of_the_site(client: Client) -> None:
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    name = f"{identity._meta.app_label}_{identity._meta.model_name}"
    answer = client.get(reverse(f"wagtailsnippets_{name}:edit", args=[identity.pk]))
    assert answer.context["form"]["requires_parity"].value() is True


def test_a_translation_is_not_held_back(
    pair: Pair, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        documents.translation_of(pair[0]).save_target(publish=True)
    assert is_live(pair[1])


def test_languages_published_together_need_no_reason(pair: Pair, person: Any) -> None:
    publish_together(pair, person())
    assert is_live(pair[0])
    assert is_live(pair[1])


def test_a_page_whose_translation_is_current_is_published_again(pair: Pair, person: Any) -> None:
    publish_together(pair, person())
    source = ArticlePage.objects.get(pk=pair[0].pk)
    assert lacking(source) == []
    source.save_revision().publish()


def test_a_page_whose_translation_is_behind_needs_a_reason_for_each_publication(
    pair: Pair, person: Any
) -> None:
    user = person()
    source = publish_together(pair, user)[0]
    source.summary = "Un résumé tout autre."
    source.save_revision().publish()
    source = ArticlePage.objects.get(pk=source.pk)
    assert [locale.language_code for locale in lacking(source)] == ["en"]
    exempt(source, lacking(source), "La traduction suit demain.", user)
    assert lacking(source) == []
    source.save_revision().publish()
    source = ArticlePage.objects.get(pk=source.pk)
    assert [locale.language_code for locale in lacking(source)] == ["en"]


def test_the_editor_is_told_and_keeps_what_was_typed(client: Client, draft: ArticlePage) -> None:
    answer = edit(client, draft)
    assert reverse("parvis_parity:exempt", args=[draft.pk]) in answer.content.decode()
    kept = ArticlePage.objects.get(pk=draft.pk)
    assert not kept.live
    assert kept.get_latest_revision_as_object().title == "La grande place"


def test_a_reason_lets_the_editor_publish_and_is_in_the_history(
    client: Client, draft: ArticlePage
) -> None:
    address = reverse("parvis_parity:exempt", args=[draft.pk])
    english = factories.locale("en")
    assert client.post(address, {"locales": [english.pk], "reason": ""}).status_code == 422
    client.post(address, {"locales": [english.pk], "reason": "Avis local."})
    assert Exemption.objects.get(translation_key=draft.translation_key).reason == "Avis local."
    assert PageLogEntry.objects.get(page=draft, action=EXEMPTED).data["reason"] == "Avis local."
    history = client.get(reverse("wagtailadmin_pages:history", args=[draft.pk]))
    assert "Avis local." in history.content.decode()
    edit(client, draft)
    assert is_live(draft)


def test_a_new_page_is_made_a_draft(client: Client, draft: ArticlePage) -> None:
    parent = factories.blog_index()
    address = reverse("wagtailadmin_pages:add", args=["blog", "articlepage", parent.pk])
    answer = client.post(address, form() | {"action-publish": "1"}, follow=True)
    made = ArticlePage.objects.get(slug="un-pave")
    assert not made.live
    assert reverse("parvis_parity:exempt", args=[made.pk]) in answer.content.decode()


def test_a_selection_is_not_published(client: Client, draft: ArticlePage) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={draft.pk}&next=/admin/", follow=True)
    assert reverse("parvis_parity:exempt", args=[draft.pk]) in answer.content.decode()
    assert not is_live(draft)


def test_what_is_scheduled_alone_waits_and_its_history_says_why(draft: ArticlePage) -> None:
    revision = draft.get_latest_revision()
    revision.approved_go_live_at = revision.created_at
    revision.save()
    go_by(draft)
    assert not is_live(draft)
    reason = PageLogEntry.objects.get(page=draft, action=NOT_PUBLISHED).data["reason"]
    assert "missing or behind" in reason


def test_what_is_scheduled_together_goes_public(
    make_pair: Callable[..., Pair], person: Any
) -> None:
    pair = make_pair()
    schedule_together(pair, timezone.now() + timedelta(days=1), person())
    go_by(*pair)
    assert is_live(pair[0])
    assert is_live(pair[1])


def test_a_set_waits_for_a_language_the_site_gained_since_it_was_scheduled(
    make_pair: Callable[..., Pair], person: Any, settings: Any
) -> None:
    pair = make_pair()
    schedule_together(pair, timezone.now() + timedelta(days=1), person())
    settings.LANGUAGES = [*settings.LANGUAGES, ("nl", "Nederlands")]
    activate("en")  # a change of languages goes back to the default one
    Locale.objects.create(language_code="nl")
    go_by(*pair)
    assert [is_live(page) for page in pair] == [False, False]
    reason = PageLogEntry.objects.get(page=pair[0], action=NOT_PUBLISHED).data["reason"]
    assert "missing or behind" in reason


def test_an_approval_publishes_nothing_and_stays_to_be_given(
    client: Client, draft: ArticlePage, person: Any
) -> None:
    workflow = draft.get_workflow() or Workflow.objects.first()
    assert workflow is not None
    WorkflowPage.objects.get_or_create(page=factories.blog_index(), defaults={"workflow": workflow})
    state = workflow.start(draft, person("Editors"))
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[draft.pk, "approve", state.current_task_state.pk],
    )
    answer = client.post(address, {"comment": ""}, follow=True)
    assert reverse("parvis_parity:exempt", args=[draft.pk]) in answer.content.decode()
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert not is_live(draft)
