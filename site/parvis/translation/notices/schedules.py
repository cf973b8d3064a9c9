"""A translation was not published on its moment: translators, reviewers and who set it are told."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry, TranslatableMixin
from wagtail_localize.models import get_edit_url

from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all
from parvis.translation.parity.guard import NOT_PUBLISHED
from parvis.translation.parity.together import followed_translation
from parvis.translation.review.permissions import reviewers_of
from parvis.translation.workbench.models import Assignment


def install() -> None:
    """Listen to what is noted in the histories of pages and snippets; called once."""
    for entries in (PageLogEntry, ModelLogEntry):
        post_save.connect(_noted, sender=entries, dispatch_uid="notices_not_published")


def _noted(instance: Any, created: bool, raw: bool = False, **_signal: Any) -> None:
    if created and not raw and instance.action == NOT_PUBLISHED:
        transaction.on_commit(partial(_tell, instance), robust=True)


def _tell(entry: Any) -> None:
    """Tell each of them once of a revision, though it is tried every minute."""
    revision = entry.revision
    target = revision.content_object if revision else None
    made = followed_translation(target) if isinstance(target, TranslatableMixin) else None
    source = people.source_of(made) if made else None
    if made is None or source is None:
        return
    concerned = people.last_at_work(made) | set(reviewers_of(target)) | {revision.user} - {None}
    if assignment := Assignment.objects.filter(translation=made).first():
        concerned |= people.members_of(assignment, made.target_locale)
    tell_all(
        people.who_may_edit(concerned, target),
        Kind.HELD,
        f"{Kind.HELD}:{revision.pk}",
        get_edit_url(target),
        **wording.subject(made, source),
        words=entry.data.get("reason", ""),
    )
