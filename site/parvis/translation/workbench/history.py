"""Every state of every passage's translation, kept as it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail_localize.models import StringSegment, StringTranslation

from parvis.translation.workbench.models import Origin, PassageVersion

_origin: ContextVar[Any] = ContextVar("origin of passages", default=None)
_person: ContextVar[Any] = ContextVar("author of passages", default=None)


def install() -> None:
    """Listen to every translation that is saved or taken away; called once."""
    post_save.connect(_keep, sender=StringTranslation, dispatch_uid="passage_history")
    post_delete.connect(_keep_end, sender=StringTranslation, dispatch_uid="passage_history_end")


@contextmanager
def written(origin: Any, person: Any = None) -> Iterator[None]:
    """Say where the passages saved inside come from, and who asked for it."""
    origin_token, person_token = _origin.set(origin), _person.set(person)
    try:
        yield
    finally:
        _origin.reset(origin_token)
        _person.reset(person_token)


def versions_of(segment: StringSegment, locale_id: int) -> Any:
    """Return the versions of a passage, the latest first, each with its author.

    Those of passages that are gone from the same place are among them: one was this one before.
    """
    others = StringSegment.objects.filter(
        source=segment.source_id, context=segment.context_id
    ).exclude(string=segment.string_id)
    return (
        PassageVersion.objects.filter(context=segment.context_id, locale=locale_id)
        .exclude(string__in=others.values("string"))
        .select_related("person")
    )


def _keep(instance: StringTranslation, raw: bool = False, **_signal: Any) -> None:
    if raw or instance.context_id is None:
        return
    place = {
        "context_id": instance.context_id,
        "locale_id": instance.locale_id,
        "string_id": instance.translation_of_id,
    }
    last = PassageVersion.objects.filter(**place).first()
    is_proposal = instance.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    is_read_now = last is not None and last.origin == Origin.MACHINE and not is_proposal
    if last is not None and last.data == instance.data and not is_read_now:
        return
    PassageVersion.objects.create(
        **place, data=instance.data, origin=_origin_of(instance), person=_person_of(instance)
    )


def _keep_end(instance: StringTranslation, origin: Any = None, **_signal: Any) -> None:
    # When the page itself goes, its history goes with it.
    if instance.context_id is None or not isinstance(origin, StringTranslation):
        return
    PassageVersion.objects.create(
        context_id=instance.context_id,
        locale_id=instance.locale_id,
        string_id=instance.translation_of_id,
        origin=Origin.DELETED,
        person=_person.get(),
    )


def _origin_of(instance: StringTranslation) -> Any:
    # Wherever they are carried to: the words are a machine’s until somebody has read them.
    if instance.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return Origin.MACHINE
    if (said := _origin.get()) is not None:
        return said
    return Origin.FILE if instance.tool_name else Origin.TYPED


def _person_of(instance: StringTranslation) -> Any:
    return _person.get() or instance.last_translated_by
