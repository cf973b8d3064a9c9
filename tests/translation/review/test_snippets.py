"""Tags, authors and series are moderated as pages are, until when readers see nothing of it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, Workflow, WorkflowContentType
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from blog.models import Author, Series, Tag
from home.models import MenuItem, SiteIdentity
from parvis.translation.notices.models import Kind, Notice
from parvis.translation.review.freezing import UnderReviewError
from parvis.translation.rights import may_edit
from parvis.translation.state import State, state_of
from parvis.translation.workbench.passages import row_of
from parvis.translation.workbench.saving import save_passage
from tests import factories
from tests.translation import documents
from tests.translation.review.conftest import SignedIn, decide, step_of, version_of, who_may

pytestmark = pytest.mark.django_db

KINDS = {
    "tag": {"description": "Ce que l’eau coûte."},
    "author": {"role": "Rédactrice", "biography": "Elle vit à Namur."},
    "series": {"description": "Ce que l’eau coûte."},
}
WORDS = {"tag": "description", "author": "biography", "series": "description"}


@pytest.fixture
def writer(person: Any) -> Any:
    """Somebody who writes English pages and tags, and publishes neither."""
    user = who_may("change", person("no such group", name="writer"))
    names = ["change_tag", "change_author", "change_series"]
    user.groups.get().permissions.add(*Permission.objects.filter(codename__in=names))
    return type(user).objects.get(pk=user.pk)


def translated(kind: str = "tag", code: str = "en") -> Translation:
    """Publish something in French, and translate all of it; readers see that."""
    source: Any = getattr(factories, kind)("Eau", **KINDS[kind])
    source.save_revision().publish()
    translation = documents.translate(source, code=code)
    documents.fill_by(translation, "manual")
    translation.save_target(publish=True)
    return translation


def write(translation: Translation, kind: str, words: str, user: Any) -> None:
    """Write what readers are told of it anew."""
    segment = translation.source.stringsegment_set.get(context__path=WORDS[kind])
    seen = version_of(row_of(translation, segment).first())
    save_passage(translation, segment, words, user, seen=seen)


def submit(client: Client, translation: Translation) -> Any:
    """Hand it over, from the screen the editor leads to."""
    address = reverse("parvis_translation:moderation", args=[translation.pk])
    assert client.get(address).status_code == 200
    return client.post(address, follow=True)


def public(translation: Translation, kind: str) -> str:
    """Return what readers are told."""
    return str(getattr(translation.get_target_instance(), WORDS[kind]))


def screen(client: Client, translation: Translation) -> BeautifulSoup:
    answer = client.get(translation.get_target_instance_edit_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def submitted(writer: Any, signed_in: SignedIn) -> Translation:
    """An English tag of which other words were submitted."""
    translation = translated()
    write(translation, "tag", "What water is worth.", writer)
    submit(signed_in(writer), translation)
    return translation


def test_a_new_site_has_all_that_has_drafts_moderated_alike() -> None:
    kinds = WorkflowContentType.objects.filter(workflow=Workflow.objects.get())
    assert {kind.content_type.model_class() for kind in kinds} == {Tag, Author, Series}
    assert {Tag, Author, Series, SiteIdentity, MenuItem} >= set(get_snippet_models())


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_is_handed_over_approved_and_public(
    kind: str, writer: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    translation = translated(kind)
    before = public(translation, kind)
    write(translation, kind, "Other words.", writer)
    editor = screen(signed_in(writer), translation)
    address = reverse("parvis_translation:moderation", args=[translation.pk])
    assert editor.select(f'footer a[href="{address}"]')
    submit(signed_in(writer), translation)
    assert state_of(translation.source.get_source_instance(), factories.locale("en")) == (
        State.AWAITING_REVIEW
    )
    assert public(translation, kind) == before
    read = screen(signed_in(reviewer), translation)
    assert "Other words." in read.select("[data-submitted]")[-1].get_text() + read.get_text()
    decide(signed_in(reviewer), translation, "approve")
    assert public(translation, kind) == "Other words."
    assert state_of(translation.source.get_source_instance(), factories.locale("en")) == (
        State.CURRENT
    )


def test_one_that_readers_have_never_seen_stays_unseen_until_then(
    writer: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    source = factories.tag("Eau")
    translation = documents.translate(source)
    documents.fill_by(translation, "manual")
    submit(signed_in(writer), translation)
    assert not translation.get_target_instance().live
    decide(signed_in(reviewer), translation, "approve")
    assert translation.get_target_instance().live


def test_asked_for_changes_it_goes_back_and_is_handed_over_again(
    submitted: Translation, writer: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    decide(signed_in(reviewer), submitted, "reject", comment="Say what it costs.")
    assert public(submitted, "tag") == "EN Ce que l’eau coûte."
    assert "Say what it costs." in screen(signed_in(writer), submitted).get_text()
    write(submitted, "tag", "What water costs.", writer)
    submit(signed_in(writer), submitted)
    decide(signed_in(reviewer), submitted, "approve")
    assert public(submitted, "tag") == "What water costs."


def test_it_is_frozen_until_it_was_decided_on_or_withdrawn(
    submitted: Translation, writer: Any, signed_in: SignedIn
) -> None:
    with pytest.raises(UnderReviewError):
        write(submitted, "tag", "Meanwhile.", writer)
    decide(signed_in(writer), submitted, "withdraw")
    assert step_of(submitted) is None
    write(submitted, "tag", "Afterwards.", writer)


def test_nobody_publishes_it_past_its_reviewers(submitted: Translation, person: Any) -> None:
    client = Client()
    client.force_login(person())
    client.post(submitted.get_target_instance_edit_url(), {"action": "publish"}, follow=True)
    assert public(submitted, "tag") == "EN Ce que l’eau coûte."
    assert step_of(submitted) is not None


def test_reviewers_of_another_language_and_writers_decide_nothing(
    submitted: Translation, person: Any, writer: Any, signed_in: SignedIn
) -> None:
    french = person("Reviewers FR", name="french-reviewer")
    assert not may_edit(french, submitted.get_target_instance())
    for user in (french, writer):
        decide(signed_in(user), submitted, "approve")
        assert step_of(submitted) is not None
    assert signed_in(french).get(submitted.get_target_instance_edit_url()).status_code == 302


def test_the_right_of_a_reviewer_ends_with_the_review(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    assert may_edit(reviewer, submitted.get_target_instance())
    decide(signed_in(reviewer), submitted, "approve")
    assert not may_edit(reviewer, submitted.get_target_instance())


def test_what_waits_is_listed_for_the_reviewers_of_its_language(
    submitted: Translation, reviewer: Any, person: Any, signed_in: SignedIn
) -> None:
    task = step_of(submitted).task.specific
    assert list(task.get_task_states_user_can_moderate(reviewer)) == [step_of(submitted)]
    address = submitted.get_target_instance_edit_url()
    assert address in signed_in(reviewer).get(reverse("wagtailadmin_home")).content.decode()
    other = person("Reviewers FR", name="french-reviewer")
    assert list(task.get_task_states_user_can_moderate(other)) == []
    assert address not in signed_in(other).get(reverse("wagtailadmin_home")).content.decode()


def test_reviewers_are_told_and_then_whoever_asked(
    writer: Any,
    reviewer: Any,
    signed_in: SignedIn,
    django_capture_on_commit_callbacks: Any,
) -> None:
    translation = translated()
    with django_capture_on_commit_callbacks(execute=True):
        submit(signed_in(writer), translation)
    assert Notice.objects.filter(person=reviewer, kind=Kind.SUBMITTED).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        decide(signed_in(reviewer), translation, "approve")
    assert Notice.objects.filter(person=writer, kind=Kind.APPROVED).count() == 1
    # Ours go with the digest: Wagtail mails nothing of translations.
    assert mail.outbox == []


def test_an_original_is_moderated_by_the_same_workflow(
    person: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    tag = factories.tag("Water", "en")
    tag.description = "What water costs."
    tag.save_revision()
    tag.get_workflow().start(tag, person(name="boss"))
    step = TaskState.objects.get()
    assert (
        signed_in(reviewer).get(reverse("wagtailsnippets_blog_tag:edit", args=[tag.pk])).status_code
        == 200
    )
    step.task.specific.on_action(step, reviewer, "approve")
    assert Tag.objects.get(pk=tag.pk).description == "What water costs."
