"""Which passages of a translation are still in the source's language."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# In a page that left the translation editor nobody can say any more that a name or a title is the
# same in both languages; a passage of more words than this is not the same by chance.
WORDS_ALIKE_BY_CHANCE = 3


def untranslated(source: TranslationSource, locale: Locale) -> QuerySet[StringSegment]:
    """Return the source's passages that have no valid translation into `locale`."""
    translations = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )
    return StringSegment.objects.filter(~Exists(translations), source=source)


def missing_passages(source: TranslationSource, locale: Locale) -> int:
    """Return the number of passages still to translate."""
    return untranslated(source, locale).count()


def source_text_shown_by(instance: TranslatableMixin) -> int:
    """Return how many passages of this object show the source's text for want of a translation.

    Text of an earlier version that was translated then does not count: it is not the source's.
    """
    translation = (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale=instance.locale_id
        )
        .exclude(source__locale=instance.locale_id)
        .select_related("source", "target_locale")
        .first()
    )
    if translation is None:
        return 0
    missing = untranslated(translation.source, translation.target_locale).select_related(
        "string", "context"
    )
    written: dict[str, list[str]] = defaultdict(list)
    shown = 0
    for segment in missing:
        if not written:
            written = texts_by_path(instance)
        text = segment.string.data
        if text not in written.get(segment.context.path, []):
            continue
        shown += translation.enabled or len(text.split()) > WORDS_ALIKE_BY_CHANCE
    return shown


def words_shown_by(source: TranslationSource, translated: Any) -> dict[int, str]:
    """Return what a translated object says for each passage, by the passages' ids.

    Left out are those of a text that has more or fewer passages than in the source.
    """
    passages: dict[str, list[int]] = defaultdict(list)
    segments = StringSegment.objects.filter(source=source).order_by("order", "pk")
    for path, segment_id in segments.values_list("context__path", "pk"):
        passages[path].append(segment_id)
    texts = texts_by_path(translated)
    return {
        segment_id: text
        for path, ids in passages.items()
        if len(ids) == len(texts.get(path, []))
        for segment_id, text in zip(ids, texts[path], strict=True)
    }


def texts_by_path(instance: Any) -> dict[str, list[str]]:
    """Return the texts of each path, in order, as wagtail-localize stores them."""
    texts: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            texts[segment.path].append(segment.string.data)
    return texts
