"""Taking back what was submitted, and what a reviewer changes of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Revision, TaskState, WorkflowState

from parvis.translation import rights
from parvis.translation.review.freezing import is_followed, step_under_way


def may_withdraw(user: Any, page: Any) -> bool:
    """Whether the user may take back what was submitted: reviewers, and those who write there."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or not user.is_active:
        return False
    if user.is_superuser or state.user_can_cancel(user):
        return True
    return rights.may_write(user, page)


@transaction.atomic
def withdraw(page: Any, user: Any) -> None:
    """Take back what was submitted, so that it can be changed; raises PermissionDenied."""
    if not may_withdraw(user, page):
        raise PermissionDenied
    page.current_workflow_state.cancel(user=user)


def follow_reviewer(instance: Revision, created: bool, raw: bool = False, **_signal: Any) -> None:
    """Have the approval concern what a reviewer made of the page in Wagtail's own form.

    Translations made passage by passage are frozen instead: see `freezing`.
    """
    if raw or not created or instance.user is None:
        return
    page = instance.content_object
    step = step_under_way(page)
    if step is None or not step.task.specific.get_actions(page, instance.user) or is_followed(page):
        return
    TaskState.objects.filter(pk=step.pk).update(revision=instance)
