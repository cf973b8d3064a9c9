"""The right to review: given to a group on a page, and so on a language, like that to publish."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    PAGE_PERMISSION_TYPES,
    GroupPagePermission,
    Locale,
    Page,
    TranslatableMixin,
)
from wagtail.permissions import page_permission_policy

REVIEW = "review"
PERMISSION = "review_page"
RIGHT = (REVIEW, _("Review"), _("Approve any page that was submitted, or send it back"))


def offer_right() -> None:
    """List the right in the form of a group; Wagtail wants its list in alphabetical order."""
    if RIGHT not in PAGE_PERMISSION_TYPES:
        PAGE_PERMISSION_TYPES.append(RIGHT)
        PAGE_PERMISSION_TYPES.sort(key=lambda kind: kind[0])


def may_review(user: Any, instance: Any) -> bool:
    """Whether the user may approve this page or snippet, with regard to its language."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if isinstance(instance, Page):
        return REVIEW in instance.permissions_for_user(user).permissions
    if isinstance(instance, TranslatableMixin):
        return instance.locale_id in reviewed_languages(user)
    return False


def reviewed_trees(user: Any) -> list[Page]:
    """Return the pages on which, and below which, the user's groups have the right."""
    return [
        right.page
        for right in page_permission_policy.get_cached_permissions_for_user(user)
        if right.permission.codename == PERMISSION
    ]


def reviewed_languages(user: Any) -> set[int]:
    """Return the ids of the languages whose snippets the user's groups may approve."""
    trees = reviewed_trees(user)
    if any(page.is_root() for page in trees):
        return set(Locale.objects.values_list("pk", flat=True))
    return {page.locale_id for page in trees}


def reviewed_pages(user: Any) -> QuerySet[Page]:
    """Return the pages the user may approve."""
    if not user.is_active:
        return Page.objects.none()
    if user.is_superuser:
        return Page.objects.all()
    below = Q(pk=None)
    for page in reviewed_trees(user):
        below |= Q(path__startswith=page.path)
    return Page.objects.filter(below)


def reviewers_of(instance: Any) -> QuerySet[Any]:
    """Return the people for whom `may_review` holds."""
    people = get_user_model()._default_manager.filter(is_active=True)
    rights = GroupPagePermission.objects.filter(permission__codename=PERMISSION)
    if isinstance(instance, Page):
        rights = rights.filter(page__in=instance.get_ancestors(inclusive=True))
    else:
        rights = rights.filter(Q(page__locale=instance.locale_id) | Q(page__depth=1))
    return people.filter(Q(is_superuser=True) | Q(groups__in=rights.values("group"))).distinct()
