"""What happens around every publication: sets are kept whole, and a schedule survives refusals."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from parvis.translation.parity.marks import require_unmarked
from parvis.translation.parity.models import SetMember
from parvis.translation.parity.refusals import NotTogetherError, not_scheduled
from parvis.translation.parity.required import accompanied, require_parity
from parvis.translation.refusals import TranslationRefusedError

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"
NOT_PUBLISHED = "parvis.not_published"

_publish = PublishRevisionAction.execute


def install() -> None:
    """Put the guard around that of `parvis.translation`; called once, when the app is ready."""
    global _publish
    if PublishRevisionAction.execute is not publish_revision:
        _publish = PublishRevisionAction.execute
        PublishRevisionAction.execute = publish_revision


def publish_revision(self: PublishRevisionAction, skip_permission_checks: bool = False) -> Any:
    """Publish a revision; on its scheduled moment, with the others of its set or not at all.

    A refusal on a scheduled moment is written to the page's history, and asked again on the next
    round, instead of keeping everything else from being published.
    """
    if self.log_action != SCHEDULED:
        self.check(skip_permission_checks=skip_permission_checks)
        _require(self.object)
        return _publish(self, skip_permission_checks=skip_permission_checks)
    try:
        with transaction.atomic():
            return _publish_on_time(self)
    except TranslationRefusedError as refusal:
        _note(self.object, self.revision, str(refusal))
        return None


def _publish_on_time(action: PublishRevisionAction) -> Any:
    member = SetMember.objects.filter(revision=action.revision).first()
    if member is None:
        _require(action.object)
        require_unmarked(action.revision)
        return _publish(action)
    revisions = list(
        Revision.objects.filter(
            pk__in=SetMember.objects.filter(members=member.members).values("revision")
        )
        .order_by("pk")
        .select_for_update()
    )
    pages = [revision.content_object for revision in revisions]
    reasons: list[str] = []
    with accompanied(pages):
        for revision, page in zip(revisions, pages, strict=True):
            reasons += _publish_member(action, revision, page)
    if reasons:
        raise NotTogetherError(reasons)
    return None


def _publish_member(action: PublishRevisionAction, revision: Revision, page: Page) -> list[str]:
    """Publish one page of a set; return what is against it."""
    if not _is_due(revision):
        return [] if _went_public(revision, page) else [not_scheduled(page)]
    try:
        require_parity(page)
        require_unmarked(revision)
        _publish(type(action)(revision, user=action.user, log_action=SCHEDULED))
    except TranslationRefusedError as refusal:
        return [str(refusal)]
    except ValidationError as error:
        return error.messages
    return []


def _require(instance: Any) -> None:
    if isinstance(instance, Page):
        require_parity(instance)


def _is_due(revision: Revision) -> bool:
    moment = revision.approved_go_live_at
    return moment is not None and moment <= timezone.now()


def _went_public(revision: Revision, page: Any) -> bool:
    """Whether this revision or a later one is what readers see: somebody did not wait."""
    return bool(page and page.live and (page.live_revision_id or 0) >= revision.pk)


def _note(instance: Any, revision: Revision, reason: str) -> None:
    """Say in the history why nothing happened; once, though it is tried every minute."""
    logger.warning("%r was not published on its scheduled moment: %s", instance, reason)
    entries = log_registry.get_logs_for_instance(instance)
    told = entries.filter(action=NOT_PUBLISHED, revision=revision).last()
    if told is None or told.data.get("reason") != reason:
        log(instance, NOT_PUBLISHED, revision=revision, data={"reason": reason})
