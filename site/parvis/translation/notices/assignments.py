"""Work is given and taken back: whoever is concerned is told once the database has it."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import acting, tell_all
from parvis.translation.workbench.models import Assignment


def install() -> None:
    """Listen to assignments; called once. Rows written in bulk go unheard: Django says nothing."""
    pre_save.connect(_remember, sender=Assignment, dispatch_uid="notices_assignment_before")
    post_save.connect(_given, sender=Assignment, dispatch_uid="notices_assignment_given")
    post_delete.connect(_taken, sender=Assignment, dispatch_uid="notices_assignment_taken")


def give(
    translation: Translation,
    by: Any,
    *,
    person: Any = None,
    team: Group | None = None,
    due: date | None = None,
) -> Assignment:
    """Assign a translation to one person or one team, in place of whoever had it.

    The caller has checked that `by` may, and that they may write in the language.
    """
    given = {"person": person, "team": team, "due": due, "given_by": by}
    return Assignment.objects.update_or_create(translation=translation, defaults=given)[0]


def take_back(translation: Translation) -> bool:
    """Assign a translation to nobody; return whether it was to somebody."""
    return bool(Assignment.objects.filter(translation=translation).delete()[0])


def _remember(instance: Assignment, **_signal: Any) -> None:
    instance._before = Assignment.objects.filter(pk=instance.pk).first() if instance.pk else None


def _given(instance: Assignment, **_signal: Any) -> None:
    before = instance.__dict__.pop("_before", None)
    if before and _whose(before) == _whose(instance):
        return
    by = acting() or instance.given_by
    _after_commit(partial(_tell, instance.translation_id, before, instance, by))


def _taken(instance: Assignment, **_signal: Any) -> None:
    _after_commit(partial(_tell, instance.translation_id, instance, None, acting()))


def _tell(
    translation_id: int, before: Assignment | None, after: Assignment | None, by: Any
) -> None:
    translation = (
        Translation.objects.select_related("source__locale", "target_locale")
        .filter(pk=translation_id)
        .first()
    )
    source = people.source_of(translation) if translation else None
    target = people.target_of(translation) if translation else None
    if translation is None or source is None or target is None:
        return  # it was deleted, and its assignment with it
    locale = translation.target_locale
    former = people.members_of(before, locale) if before else set()
    present = people.members_of(after, locale) if after else set()
    moment = f"{translation.pk}:{timezone.now().isoformat()}"
    details = wording.subject(translation, source) | {"person": str(by or "")}
    address = get_edit_url(target)
    tell_all(
        people.who_may_edit(former - present - {by}, target),
        Kind.TAKEN_AWAY,
        f"{Kind.TAKEN_AWAY}:{moment}",
        address,
        **details,
    )
    if after is not None:
        tell_all(
            people.who_may_edit(present - former - {by}, target),
            Kind.ASSIGNED,
            f"{Kind.ASSIGNED}:{moment}",
            address,
            **details,
            team=str(after.team or ""),
            due=after.due.isoformat() if after.due else "",
        )


def _whose(assignment: Assignment) -> tuple[Any, Any]:
    return assignment.person_id, assignment.team_id


def _after_commit(act: Any) -> None:
    """Do it once it is certain. The work is done and stands: what fails here is only logged."""
    transaction.on_commit(act, robust=True)
