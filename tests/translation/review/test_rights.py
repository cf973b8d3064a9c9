"""To review is a right of its own, in a language."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import TaskState, Workflow
from wagtail_localize.models import Translation

from parvis.translation import rights
from parvis.translation.notices.moderation import approvers
from parvis.translation.review.permissions import may_review, reviewers_of
from tests import factories
from tests.translation.review.conftest import SignedIn, decide, public, step_of, who_may

pytestmark = pytest.mark.django_db


def test_whoever_reviews_publishes_by_approving_without_the_right_to_publish(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    assert not rights.may_publish(reviewer, submitted.get_target_instance())
    answer = decide(signed_in(reviewer), submitted, "approve")
    assert answer.status_code == 200
    assert public(submitted) == "A notebook we share."
    assert step_of(submitted) is None


def test_it_ends_with_the_review(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    assert rights.may_edit(reviewer, submitted.get_target_instance())
    decide(signed_in(reviewer), submitted, "approve")
    assert not rights.may_edit(reviewer, submitted.get_target_instance())


def test_the_right_to_write_or_to_publish_is_none_to_approve(
    submitted: Translation, drafter: Any, person: Any, signed_in: SignedIn
) -> None:
    publisher = who_may("publish", person("no such group", name="publisher"))
    who_writes_and_publishes = who_may("change", publisher)
    for user in (drafter, publisher, who_writes_and_publishes):
        decide(signed_in(user), submitted, "approve")
        assert public(submitted) == "EN Un carnet partagé."
    step = step_of(submitted)
    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, drafter, "approve")


def test_a_reviewer_of_one_language_reaches_nothing_of_another(
    person: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    french = factories.article("En attente", live=False)
    french.get_workflow().start(french, person("Editors"))
    french = type(french).objects.get(pk=french.pk)
    assert not rights.may_edit(reviewer, french)
    assert not may_review(reviewer, french)
    client = signed_in(reviewer)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[french.pk])).status_code == 302
    step = french.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[french.pk, "approve", step.pk])
    client.post(approve)
    step.refresh_from_db()
    assert step.status == TaskState.STATUS_IN_PROGRESS
    assert not TaskState.objects.reviewable_by(reviewer).exists()


def test_what_waits_is_listed_for_the_reviewers_of_its_language(
    submitted: Translation, reviewer: Any, drafter: Any, person: Any
) -> None:
    french = person("Reviewers FR", name="relectrice")
    assert list(TaskState.objects.reviewable_by(reviewer)) == [step_of(submitted)]
    assert not TaskState.objects.reviewable_by(french).exists()
    assert not TaskState.objects.reviewable_by(drafter).exists()
    assert approvers(step_of(submitted), submitted.get_target_instance()) == {reviewer}


def test_a_step_may_be_kept_for_some_of_those_who_review(
    submitted: Translation, reviewer: Any, person: Any
) -> None:
    lawyer = person("Reviewers EN", "Lawyers", name="lawyer")
    lawyers = Group.objects.create(name="Lawyers")
    lawyer.groups.add(lawyers)
    task, page = step_of(submitted).task.specific, submitted.get_target_instance()
    task.groups.add(lawyers)
    assert task.get_actions(page, lawyer)
    assert not task.get_actions(page, reviewer)
    assert set(task.reviewers(page)) == {lawyer}


def test_wagtail_mails_of_an_original_to_the_reviewers_of_its_language(
    person: Any, reviewer: Any, django_capture_on_commit_callbacks: Any
) -> None:
    french = person("Reviewers FR", name="relectrice")
    page = factories.article("En attente", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        Workflow.objects.get().start(page, person("Editors"))
    assert [message.to for message in mail.outbox] == [[french.email]]


def test_the_right_is_given_in_the_form_of_a_group(person: Any, signed_in: SignedIn) -> None:
    group = Group.objects.get(name="Reviewers EN")
    where = reverse("wagtailusers_groups:edit", args=[group.pk])
    answer = signed_in(person()).get(where).content.decode()
    assert 'value="review_page"' in answer


def test_somebody_who_left_reviews_nothing(submitted: Translation, reviewer: Any) -> None:
    reviewer.is_active = False
    reviewer.save()
    page = submitted.get_target_instance()
    assert not may_review(reviewer, page)
    assert reviewer not in reviewers_of(page)
