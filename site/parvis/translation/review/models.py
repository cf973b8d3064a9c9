"""A step of a workflow whose reviewers are those of the page's language."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    TaskState,
    WorkflowMixin,
    get_translatable_models,
)

from parvis.translation.review.permissions import (
    may_review,
    reviewed_languages,
    reviewed_pages,
    reviewers_of,
)


class LanguageApprovalTask(AbstractGroupApprovalTask):
    """Approved by whoever has the right to review where the page stands.

    Wagtail's own group task lets its members into pages of every language.
    """

    groups = models.ManyToManyField(
        Group,
        blank=True,
        verbose_name=_("groups"),
        related_name="+",
        help_text=_(
            "Only their members, of those who may review in the language of the page. "
            "With none chosen, all of these."
        ),
    )

    class Meta:
        verbose_name = _("approval in the language of the page")
        verbose_name_plural = _("approvals in the language of the page")

    @classmethod
    def get_description(cls) -> Any:
        """Say in the list of kinds what this one does."""
        return _("Those who may review in the language of the page approve it")

    def is_reviewer(self, obj: Any, user: Any) -> bool:
        """Whether the user approves this object at this step."""
        return may_review(user, obj) and (user.is_superuser or self._user_in_groups(user))

    def reviewers(self, obj: Any) -> models.QuerySet[Any]:
        """Return the people for whom `is_reviewer` holds."""
        people = reviewers_of(obj)
        if not self.groups.exists():
            return people
        return people.filter(models.Q(is_superuser=True) | models.Q(groups__in=self.groups.all()))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Let reviewers of the language read what they are to approve."""
        return self.is_reviewer(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Keep everybody else from changing it meanwhile."""
        return not self.is_reviewer(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Let reviewers keep each other from changing it."""
        return self.is_reviewer(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Offer Wagtail's actions, to reviewers of the language."""
        if not self.is_reviewer(obj, user):
            return []
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        return actions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return what waits for this person, in their languages."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return waiting
        theirs = _among(Page, reviewed_pages(user))
        languages = reviewed_languages(user)
        for model in get_translatable_models():
            if issubclass(model, WorkflowMixin) and not issubclass(model, Page):
                theirs |= _among(model, model._default_manager.filter(locale__in=languages))
        return waiting.filter(theirs)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back; raises PermissionDenied for whoever is no reviewer of it.

        The publication that follows the last approval relies on this.
        """
        if not self.is_reviewer(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def _user_in_groups(self, user: Any) -> bool:
        return not self.groups.exists() or super()._user_in_groups(user)


def _among(model: Any, instances: models.QuerySet[Any]) -> models.Q:
    """Return a condition on steps of workflows: those of some pages, or snippets of one model."""
    return models.Q(
        workflow_state__base_content_type__app_label=model._meta.app_label,
        workflow_state__base_content_type__model=model._meta.model_name,
        workflow_state__object_id__in=instances.annotate(key=Cast("pk", models.CharField())).values(
            "key"
        ),
    )
