"""A source was read again: whoever looks after its translations is told that it changed."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_save
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind, Notice
from parvis.translation.notices.telling import acting, tell_all
from parvis.translation.workbench.models import Assignment, SourceVersion


def install() -> None:
    """Listen to versions of sources; called once."""
    post_save.connect(_changed, sender=SourceVersion, dispatch_uid="notices_source_changed")


def _changed(instance: SourceVersion, created: bool, raw: bool = False, **_signal: Any) -> None:
    if raw:
        return
    if instance.is_minor:
        # What was told before it was known to be a minor edit needs nobody any more.
        keys = [_key(instance, translation) for translation in instance.source.translations.all()]
        Notice.objects.unread().filter(kind=Kind.CHANGED, key__in=keys).delete()
    elif created and instance.source.versions.exclude(pk=instance.pk).exists():
        transaction.on_commit(partial(_tell, instance, acting()), robust=True)


def _tell(version: SourceVersion, by: Any) -> None:
    translations = (
        Translation.objects.filter(source=version.source_id, enabled=True)
        .exclude(target_locale=F("source__locale"))
        .select_related("source__locale", "target_locale")
    )
    for translation in translations:
        source, target = people.source_of(translation), people.target_of(translation)
        if source is None or target is None:
            continue
        assignment = Assignment.objects.filter(translation=translation).first()
        concerned = people.last_at_work(translation)
        if assignment:
            concerned |= people.members_of(assignment, translation.target_locale)
        tell_all(
            people.who_may_edit(concerned - {by}, target),
            Kind.CHANGED,
            _key(version, translation),
            get_edit_url(target),
            **wording.subject(translation, source),
        )


def _key(version: SourceVersion, translation: Translation) -> str:
    return f"{Kind.CHANGED}:{version.pk}:{translation.pk}"
