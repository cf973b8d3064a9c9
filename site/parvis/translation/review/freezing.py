"""What was submitted stays as it is until it was decided on, or withdrawn."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import TaskState, TranslatableMixin, WorkflowMixin, WorkflowState
from wagtail_localize.models import Translation

from parvis.translation.refusals import TranslationRefusedError, title_of
from parvis.translation.review.models import LanguageApprovalTask

NAMED = 5


class UnderReviewError(TranslationRefusedError):
    """The words cannot be changed or published: somebody is reading them."""

    def __init__(self, instance: Any, step: TaskState) -> None:
        title = title_of(instance)
        if names := ", ".join(names_of_reviewers(instance, step)):
            text = _("“%(title)s” is being reviewed by %(names)s. To change it, withdraw it first.")
        else:
            text = _("“%(title)s” is being reviewed. To change it, withdraw it first.")
        super().__init__(text % {"title": title, "names": names})


def step_under_way(instance: Any) -> TaskState | None:
    """Return the step at which this object waits for its reviewers, or None."""
    if not isinstance(instance, WorkflowMixin):
        return None
    state = instance.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    return state.current_task_state


def sent_back(instance: Any) -> TaskState | None:
    """Return the step at which changes were asked for, until it is submitted again, or None."""
    if not isinstance(instance, WorkflowMixin):
        return None
    state = instance.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state


def refuse_changes(translation: Translation) -> None:
    """Raise UnderReviewError where the translation was submitted and is not decided on."""
    refuse_while_reviewed(translation.source.object.get_instance_or_none(translation.target_locale))


def refuse_while_reviewed(instance: Any) -> None:
    """Raise UnderReviewError where this object was submitted and is not decided on."""
    if step := step_under_way(instance):
        raise UnderReviewError(instance, step)


def is_followed(instance: Any) -> bool:
    """Whether this object is a translation made in the editor, passage by passage."""
    return isinstance(instance, TranslatableMixin) and (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale=instance.locale_id,
            enabled=True,
        )
        .exclude(source__locale=F("target_locale"))
        .exists()
    )


def names_of_reviewers(instance: Any, step: TaskState) -> list[str]:
    """Return who reviews it, at most NAMED; administrators where nobody else does."""
    task = step.task.specific
    if not isinstance(task, LanguageApprovalTask):
        return []
    people = task.reviewers(instance).order_by("is_superuser", "pk")[: NAMED + 1]
    known = [person for person in people if not person.is_superuser] or list(people)
    names = [str(person) for person in known[:NAMED]]
    return [*names, "…"] if len(known) > NAMED else names
