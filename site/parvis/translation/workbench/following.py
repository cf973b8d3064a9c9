"""Translators see a change of the source as soon as it is published, without anybody’s asking."""

import logging
from typing import Any

from django.db import transaction
from wagtail.models import TranslatableMixin
from wagtail.signals import page_published, published
from wagtail_localize.models import TranslationSource

from parvis.translation.workbench.versions import is_as_read

logger = logging.getLogger(__name__)


def install() -> None:
    """Listen to publications; called once."""
    page_published.connect(_follow, dispatch_uid="translations_follow_pages")
    published.connect(_follow, dispatch_uid="translations_follow_snippets")


def follow(instance: TranslatableMixin) -> bool:
    """Read the source again where what is published differs; return whether it did.

    Words count, and so do pictures, code and the order of things: a form may store all of them
    anew without changing any. What readers of the translations see stays as it is.
    """
    source = (
        TranslationSource.objects.filter(
            object_id=instance.translation_key,
            locale=instance.locale_id,
            translations__enabled=True,
        )
        .distinct()
        .first()
    )
    if source is None or is_as_read(source, instance):
        return False
    with transaction.atomic():
        source.update_from_db()
    return True


def _follow(instance: Any, **_signal: Any) -> None:
    if not isinstance(instance, TranslatableMixin) or getattr(instance, "alias_of_id", None):
        return
    try:
        follow(instance)
    except Exception:
        # The publication itself is done and stands; the translations still show as behind, and
        # “Sync translated pages” does the same by hand.
        logger.exception("The translations of %r could not follow its publication", instance)
