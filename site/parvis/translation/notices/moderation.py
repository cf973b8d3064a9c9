"""A translation is handed over, approved or sent back: whose turn it is now is told.

Wagtail mails the same at once, one mail an event. For translations its mails are left out: ours go
with the rest, and are tried again where the mail server was down.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from wagtail.admin import signal_handlers
from wagtail.models import GroupApprovalTask, TaskState, TranslatableMixin, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all
from parvis.translation.review.models import LanguageApprovalTask

APPROVE = "approve"


def install() -> None:
    """Listen to workflows, and have Wagtail mail nothing of translations; called once."""
    task_submitted.connect(_submitted, dispatch_uid="notices_submitted")
    workflow_approved.connect(_approved, dispatch_uid="notices_approved")
    workflow_rejected.connect(_rejected, dispatch_uid="notices_rejected")
    for notifier in (
        signal_handlers.task_submission_email_notifier,
        signal_handlers.workflow_submission_email_notifier,
        signal_handlers.workflow_approval_email_notifier,
        signal_handlers.workflow_rejection_email_notifier,
    ):
        notifier.can_handle = partial(_is_wagtails, notifier.can_handle)
    mails = signal_handlers.task_submission_email_notifier
    mails.get_recipient_users = partial(_recipients, mails.get_recipient_users)


def translation_shown_by(page: Any) -> Translation | None:
    """Return the record of the translation a page or snippet is, or None for any other object."""
    if not isinstance(page, TranslatableMixin):
        return None
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .exclude(source__locale=F("target_locale"))
        .select_related("source__locale", "target_locale")
        .first()
    )


def approvers(state: TaskState, page: Any) -> set[Any]:
    """Return who may approve a task under way, as the task itself says."""
    users = get_user_model()._default_manager.filter(is_active=True)
    task = state.task.specific
    if isinstance(task, LanguageApprovalTask):
        return set(task.reviewers(page))
    if isinstance(task, GroupApprovalTask):
        found = set(users.filter(groups__in=task.groups.all()))
        found |= set(users.filter(is_superuser=True))
    else:
        policy = policy_registry.get(page)
        found = set(policy.users_with_permission_for_instance("publish", page))
    return {
        person
        for person in found
        if any(name == APPROVE for name, *_rest in task.get_actions(page, person))
    }


def _is_wagtails(original: Callable[..., bool], instance: Any, **kwargs: Any) -> bool:
    if not original(instance, **kwargs):
        return False
    state = instance.workflow_state if isinstance(instance, TaskState) else instance
    return translation_shown_by(state.content_object) is None


def _recipients(original: Callable[..., Any], task_state: TaskState, **kwargs: Any) -> Any:
    """Return whom Wagtail mails about an original: its reviewers, of its language only."""
    task = task_state.task.specific
    if not isinstance(task, LanguageApprovalTask):
        return original(task_state, **kwargs)
    user = kwargs.get("user")
    people = task.reviewers(task_state.workflow_state.content_object)
    return people.exclude(pk=user.pk) if user else people


def _submitted(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    by = user or instance.workflow_state.requested_by
    tell = partial(_tell, instance.workflow_state, Kind.SUBMITTED, instance.pk, by, instance)
    transaction.on_commit(tell, robust=True)


def _approved(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    tell = partial(_tell, instance, Kind.APPROVED, instance.current_task_state_id, user)
    transaction.on_commit(tell, robust=True)


def _rejected(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    tell = partial(_tell, instance, Kind.REJECTED, instance.current_task_state_id, user)
    transaction.on_commit(tell, robust=True)


def _tell(
    state: WorkflowState, kind: Kind, task_id: int, by: Any, waiting: TaskState | None = None
) -> None:
    """Tell those who may approve `waiting`, or, of a decision, whoever asked for it."""
    page = state.content_object
    translation = translation_shown_by(page)
    source = people.source_of(translation) if translation else None
    if translation is None or source is None:
        return
    concerned = approvers(waiting, page) if waiting else {state.requested_by} - {None}
    comment = "" if waiting else _comment_of(task_id)
    tell_all(
        people.who_may_edit(concerned - {by}, page),
        kind,
        f"{kind}:{task_id}",
        get_edit_url(page),
        **wording.subject(translation, source),
        person=str(by or ""),
        words=comment,
    )


def _comment_of(task_id: int) -> str:
    return str(TaskState.objects.values_list("comment", flat=True).filter(pk=task_id).first() or "")
