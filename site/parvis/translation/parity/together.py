"""Several languages of one page made public at the same moment: all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision, TranslatableMixin
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from parvis.translation import rights
from parvis.translation.parity.models import SetMember
from parvis.translation.parity.refusals import NotTogetherError
from parvis.translation.parity.required import accompanied
from parvis.translation.passages import missing_passages, source_text_shown_by, texts_by_path
from parvis.translation.refusals import (
    MarksLeftError,
    PartlyTranslatedError,
    TranslationRefusedError,
)
from parvis.translation.review.freezing import UnderReviewError, step_under_way
from parvis.translation.state import has_changed
from parvis.translation.workbench import aids


def publish_together(pages: Sequence[Page], user: Any) -> list[Page]:
    """Publish the latest drafts of a page and its translations, all in one transaction.

    A translation made in the editor is published as its passages stand. Returns the pages as they
    are then. Raises NotTogetherError, with each reason, and publishes nothing.
    """
    return _act_on(pages, user, None)


def schedule_together(pages: Sequence[Page], when: datetime, user: Any) -> list[Page]:
    """Have the latest drafts of a page and its translations published at one moment.

    What is live stays as it is until then. Where one of them cannot be published then, none is.
    Raises NotTogetherError, with each reason, and schedules nothing.
    """
    if when <= timezone.now():
        raise NotTogetherError([_("That moment is past: choose one that is to come.")])
    return _act_on(pages, user, when)


def reasons_against(page: Page, user: Any) -> list[str]:
    """Return why the latest draft of this page cannot be published by this user, in sentences."""
    title, language = page.get_admin_display_title(), page.locale.get_display_name()
    named = {"title": title, "language": language}
    if page.alias_of_id:
        return [_("“%(title)s” is a copy of another page, and has no text of its own.") % named]
    if not rights.may_publish(user, page):
        return [_("You may not publish “%(title)s” in %(language)s.") % named]
    if step := step_under_way(page):
        return [str(UnderReviewError(page, step))]
    lock = page.get_lock()
    if lock and lock.for_user(user):
        return [_("“%(title)s” is locked in %(language)s.") % named]
    if translation := followed_translation(page):
        return _reasons_of_translation(translation, named)
    draft = page.get_latest_revision_as_object()
    if shown := source_text_shown_by(draft):
        return [str(PartlyTranslatedError(title, language, shown))]
    if unseen := unseen_passages(draft):
        text = ngettext(
            "“%(title)s” has %(count)d passage in %(language)s that its translators have not seen: "
            "publish it first, and its translations once they are made.",
            "“%(title)s” has %(count)d passages in %(language)s that its translators have not "
            "seen: publish it first, and its translations once they are made.",
            unseen,
        )
        return [text % {**named, "count": unseen}]
    return _reasons_of_form(draft, named)


def followed_translation(page: TranslatableMixin) -> Translation | None:
    """Return the record of the translation, where this is made in the translation editor."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .exclude(source__locale=page.locale_id)
        .select_related("source", "target_locale")
        .first()
    )


def unseen_passages(draft: Page) -> int:
    """Return how many passages of a draft are not among those its translators work from."""
    source = TranslationSource.objects.filter(
        object_id=draft.translation_key, locale=draft.locale_id, translations__enabled=True
    ).first()
    if source is None or not has_changed(source, draft):
        return 0
    known = set(
        StringSegment.objects.filter(source=source).values_list("context__path", "string__data")
    )
    texts = {(path, text) for path, found in texts_by_path(draft).items() for text in found}
    return len(texts - known)


def _act_on(pages: Sequence[Page], user: Any, when: datetime | None) -> list[Page]:
    # As the database has them: an object in memory may not know of the latest draft.
    pages = [page.specific_class._default_manager.get(pk=page.pk) for page in pages]
    _refuse_strangers(pages)
    reasons = [reason for page in pages for reason in reasons_against(page, user)]
    if reasons:
        raise NotTogetherError(reasons)
    members = uuid4()
    with transaction.atomic(), accompanied(pages):
        for page in _sources_first(pages):
            try:
                with transaction.atomic():
                    revision = _latest_revision(page, when, user)
                    revision.publish(user=user)
            except (TranslationRefusedError, ValidationError) as error:
                reasons += getattr(error, "messages", None) or [str(error)]
                continue
            if when is not None:
                SetMember.objects.update_or_create(revision=revision, defaults={"members": members})
        if reasons:
            raise NotTogetherError(reasons)
    return [page.specific_class._default_manager.get(pk=page.pk) for page in pages]


def _refuse_strangers(pages: Sequence[Page]) -> None:
    if not pages:
        raise NotTogetherError([_("Choose at least one language.")])
    if len({page.translation_key for page in pages}) > 1:
        raise NotTogetherError([_("These pages are not translations of each other.")])
    if len({page.locale_id for page in pages}) < len(pages):
        raise NotTogetherError([_("A language can be chosen once.")])


def _sources_first(pages: Sequence[Page]) -> list[Page]:
    """Put the originals first: publishing them tells what their translations still lack."""
    return sorted(pages, key=lambda page: followed_translation(page) is not None)


def _latest_revision(page: Page, when: datetime | None, user: Any) -> Revision:
    """Return a revision of the page as it is to be seen, with the moment it goes public."""
    if translation := followed_translation(page):
        if missing := missing_passages(translation.source, translation.target_locale):
            language = translation.target_locale.get_display_name()
            raise PartlyTranslatedError(page.get_admin_display_title(), language, missing)
        translation.save_target(user=user, publish=False)
        page = page.specific_class._default_manager.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    if draft.latest_revision is not None and draft.go_live_at == when:
        return draft.latest_revision
    draft.go_live_at = when
    return draft.save_revision(user=user)


def _reasons_of_translation(translation: Translation, named: dict[str, str]) -> list[str]:
    if missing := missing_passages(translation.source, translation.target_locale):
        return [str(PartlyTranslatedError(named["title"], named["language"], missing))]
    if errors := aids.open_errors(translation):
        return [str(MarksLeftError(named["title"], named["language"], errors))]
    return []


def _reasons_of_form(draft: Page, named: dict[str, str]) -> list[str]:
    try:
        draft.full_clean()
    except ValidationError as error:
        reasons = " ".join(error.messages)
        text = _("“%(title)s” is not published in %(language)s: %(reasons)s")
        return [text % {**named, "reasons": reasons}]
    return []
