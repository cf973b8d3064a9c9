"""A remark on a passage reaches those who can answer it."""

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all
from parvis.translation.workbench.mentions import mentioned_in
from parvis.translation.workbench.models import PassageNote
from parvis.translation.workbench.talk import AT


def install() -> None:
    """Listen to remarks; called once."""
    post_save.connect(_remarked, sender=PassageNote, dispatch_uid="notices_remark")


def _remarked(instance: PassageNote, created: bool, raw: bool = False, **_signal: Any) -> None:
    if created and not raw:
        transaction.on_commit(partial(_tell, instance), robust=True)


def _tell(note: PassageNote) -> None:
    translation = (
        Translation.objects.filter(
            source__object_id=note.context.object_id, target_locale=note.locale_id
        )
        .select_related("source__locale", "target_locale")
        .first()
    )
    source = people.source_of(translation) if translation else None
    if translation is None or source is None:
        return
    target = people.target_of(translation)
    mentioned = mentioned_in(note.text) - {note.person}
    others = (_answering(note, source) - {note.person}) - mentioned
    details = wording.subject(translation, source) | {
        "person": str(note.person or ""),
        "words": note.text,
    }
    for group, mention in ((mentioned, "yes"), (others, "")):
        here = people.who_may_edit(group, target)
        there = people.who_may_edit(group - here, source)
        key = f"{Kind.REMARK}:{note.pk}"
        if here:
            address = get_edit_url(target) + _anchor(translation, note)
            tell_all(here, Kind.REMARK, key, address, **details, mention=mention)
        if there:
            address = get_edit_url(source) + AT
            tell_all(there, Kind.REMARK, key, address, **details, mention=mention)


def _answering(note: PassageNote, source: Any) -> set[Any]:
    """Return the editor of the source and those who remarked on the passage before."""
    before = PassageNote.objects.filter(
        context=note.context_id, locale=note.locale_id, pk__lt=note.pk, person__isnull=False
    )
    found = set(get_user_model()._default_manager.filter(pk__in=before.values("person")))
    owner = source.owner if isinstance(source, Page) else None
    return found | ({owner} if owner else set())


def _anchor(translation: Translation, note: PassageNote) -> str:
    """Return where the editor shows the passage, as long as the source has it."""
    segment = StringSegment.objects.filter(
        source=translation.source_id, context=note.context_id
    ).first()
    return f"#passage-{segment.pk}" if segment else ""
