"""Whom a translation concerns, and whether they may see it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Locale
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation import rights
from parvis.translation.workbench.models import Assignment


def teams_in(locale: Locale) -> QuerySet[Group]:
    """Return the groups whose members may write pages of this language."""
    writing = GroupPagePermission.objects.filter(
        Q(page__locale=locale) | Q(page__depth=1), permission__codename__in=rights.WRITING
    )
    return Group.objects.filter(pk__in=writing.values("group_id")).order_by("name")


def writers_in(locale: Locale) -> QuerySet[Any]:
    """Return the people for whom `rights.writes_in` holds, in one query."""
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(
        Q(is_superuser=True) | Q(groups__in=teams_in(locale).order_by().values("pk"))
    ).distinct()


def members_of(assignment: Assignment, locale: Locale) -> set[Any]:
    """Return who is to do it: the person, or the members of the team who write in the language."""
    writers = writers_in(locale)
    if assignment.person_id:
        return set(writers.filter(pk=assignment.person_id))
    return set(writers.filter(pk__in=_in_group(assignment.team_id)))


def last_at_work(translation: Translation) -> set[Any]:
    """Return who wrote a passage of this translation last: nobody, or one person."""
    last = (
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale=translation.target_locale_id,
            last_translated_by__isnull=False,
        )
        .order_by("-updated_at", "-pk")
        .values_list("last_translated_by", flat=True)[:1]
    )
    return set(get_user_model()._default_manager.filter(pk__in=list(last)))


def who_may_edit(people: Iterable[Any], instance: Any) -> set[Any]:
    """Return those of these people who may edit a page or snippet, None standing for no object."""
    if instance is None:
        return set()
    return {
        person for person in set(people) if person.is_active and rights.may_edit(person, instance)
    }


def target_of(translation: Translation) -> Any:
    """Return the translated page or snippet, or None where it was deleted."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None


def source_of(translation: Translation) -> Any:
    """Return the page or snippet it is made from, or None where it was deleted."""
    try:
        return translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return None


def _in_group(group_id: Any) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(groups=group_id).values("pk")
