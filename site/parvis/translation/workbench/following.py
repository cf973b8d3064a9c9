"""Translators see a change of the source as soon as it is published, without anybody’s asking."""

import logging
from collections import defaultdict
from typing import Any

from django.db import transaction
from wagtail.models import TranslatableMixin
from wagtail.signals import page_published, published
from wagtail_localize.models import TranslationSource

from parvis.translation.passages import texts_by_path
from parvis.translation.state import has_changed

logger = logging.getLogger(__name__)


def install() -> None:
    """Listen to publications; called once."""
    page_published.connect(_follow, dispatch_uid="translations_follow_pages")
    published.connect(_follow, dispatch_uid="translations_follow_snippets")


def follow(instance: TranslatableMixin) -> bool:
    """Read the source again where its published texts differ; return whether they did.

    What readers of the translations see stays as it is.
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
    if source is None or not has_changed(source, instance) or _says_the_same(source, instance):
        return False
    with transaction.atomic():
        source.update_from_db()
    return True


def _says_the_same(source: TranslationSource, instance: Any) -> bool:
    """Whether the passages are the same: a form may store a text anew without changing it."""
    known: dict[str, list[str]] = defaultdict(list)
    segments = source.stringsegment_set.order_by("order", "pk")
    for path, data in segments.values_list("context__path", "string__data"):
        known[path].append(data)
    return known == texts_by_path(instance)


def _follow(instance: Any, **_signal: Any) -> None:
    if not isinstance(instance, TranslatableMixin) or getattr(instance, "alias_of_id", None):
        return
    try:
        follow(instance)
    except Exception:
        # The publication itself is done and stands; the translations still show as behind, and
        # “Sync translated pages” does the same by hand.
        logger.exception("The translations of %r could not follow its publication", instance)
