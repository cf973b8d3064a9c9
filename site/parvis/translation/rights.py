"""Who may translate, edit and publish what, in which language.

Wagtail gives rights on pages per tree, and a tree per language; it gives rights on snippets (tags,
authors) for all languages at once. Here the second follow the first: a person changes snippets
only in the languages whose pages they may edit.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin, WorkflowMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.permissions import user_can_edit_snippet_type

WRITING = {"add_page", "change_page"}
READING = {"view", "choose"}
SUBMIT = "wagtail_localize.submit_translation"


def written_languages(user: Any) -> models.QuerySet[Locale]:
    """Return the locales in which the user may write pages."""
    if not user.is_active:
        return Locale.objects.none()
    if user.is_superuser:
        return Locale.objects.all()
    pages = [
        right.page
        for right in page_permission_policy.get_cached_permissions_for_user(user)
        if right.permission.codename in WRITING
    ]
    if any(page.is_root() for page in pages):
        return Locale.objects.all()
    return Locale.objects.filter(pk__in={page.locale_id for page in pages})


def writes_in(user: Any, locale_id: int) -> bool:
    """Whether the user may write pages of this language."""
    return bool(user.is_active and user.is_superuser) or (
        written_languages(user).filter(pk=locale_id).exists()
    )


class LanguagePermissionPolicy(ModelPermissionPolicy):
    """Rights on a translatable snippet: the model's, in the languages the user writes in."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the user may do this to that very object."""
        if not self.user_has_permission(user, action):
            return False
        return action in READING or writes_in(user, instance.locale_id)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        """Return the objects the user may do one of these things to."""
        actions = set(actions)
        found = super().instances_user_has_any_permission_for(user, actions)
        if self.user_has_any_permission(user, actions & READING):
            return found
        return found.filter(locale__in=written_languages(user))


def may_edit(user: Any, instance: models.Model) -> bool:
    """Whether the user may edit this page or snippet, with regard to its language."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    if isinstance(instance, TranslatableMixin):
        return may_write(user, instance) or decides_on(user, instance)
    return user_can_edit_snippet_type(user, type(instance))


def may_write(user: Any, instance: Any) -> bool:
    """Whether the user may change this page or translatable snippet, whoever reviews it now."""
    if isinstance(instance, Page):
        tester = instance.permissions_for_user(user)
        return user.is_superuser or "change" in tester.permissions
    policy = policy_registry.get(instance)
    return policy.user_has_any_permission_for_instance(user, {"add", "change"}, instance)


def may_publish(user: Any, instance: models.Model) -> bool:
    """Whether the user may put this page or snippet before readers."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    action = "publish" if isinstance(instance, DraftStateMixin) else "change"
    return policy_registry.get(instance).user_has_permission_for_instance(user, action, instance)


def may_submit(user: Any, source: models.Model, locale: Locale) -> bool:
    """Whether the user may have `source` translated into `locale`.

    They need the right to submit, and either the right to edit the source or the right to write
    where its translation will stand.
    """
    if not user.has_perm(SUBMIT):
        return False
    return may_edit(user, source) or may_write_translation(user, source, locale)


def may_write_translation(user: Any, source: Any, locale: Locale) -> bool:
    """Whether the user may write where the translation of `source` stands or will stand."""
    if not isinstance(source, Page):
        model_policy = policy_registry.get(source)
        return model_policy.user_has_any_permission(user, {"add", "change"}) and writes_in(
            user, locale.pk
        )
    place = (
        Page.objects.filter(
            locale=locale,
            alias_of__isnull=True,
            translation_key__in=source.get_ancestors(inclusive=True)
            .filter(depth__gt=1)
            .values("translation_key"),
        )
        .order_by("-depth")
        .first()
    )
    if place is None:
        return False
    tester = place.permissions_for_user(user)
    return bool(user.is_superuser) or bool({"add", "change"} & tester.permissions)


def decides_on(user: Any, instance: Any) -> bool:
    """Whether the user is one of those a snippet waits for; of a page, Wagtail asks itself."""
    step = instance.current_workflow_task if isinstance(instance, WorkflowMixin) else None
    return step is not None and step.user_can_access_editor(instance, user)
