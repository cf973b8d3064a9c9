"""What the dashboard of translations is asked about: pages of ten passages in every state."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

PASSAGES, BATCH = 10, 2_000
SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
THEN = datetime(2026, 1, 1, tzinfo=UTC)

# By the page’s number modulo ten: (is there a page, was it translated here, passages translated,
# is it live, does it date from before the source’s last change), the languages shifted by three.
KINDS = [
    *[(False, False, 0, False, False)] * 2,
    (True, False, 0, True, False),
    (True, True, 4, False, False),
    *[(True, True, PASSAGES, True, False)] * 4,
    (True, True, PASSAGES - 2, True, False),
    (True, True, PASSAGES, True, True),
]


def pages_of(home: Any, numbers: Sequence[int], *, live: Any = None) -> list[Any]:
    """Write a page below `home` for each number, and return them."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from blog.models import ArticlePage

    kind = ContentType.objects.get_for_model(ArticlePage)
    return Page.objects.bulk_create(
        Page(
            path=Page._get_path(home.path, home.depth + 1, number + 10),
            depth=home.depth + 1,
            translation_key=uuid5(SPACE, str(number)),
            title=f"Page {number:05}",
            draft_title=f"Page {number:05}",
            slug=f"page-{number}",
            url_path=f"{home.url_path}page-{number}/",
            locale=home.locale,
            content_type=kind,
            live=live(number) if live else True,
            first_published_at=THEN,
            last_published_at=THEN + timedelta(hours=3, minutes=number),
        )
        for number in numbers
    )


def submitted(pages: list[Any]) -> tuple[list[Any], list[Any]]:
    """Write the sources of these pages and their passages; return both."""
    from wagtail_localize import models as localize

    localize.TranslatableObject.objects.bulk_create(
        localize.TranslatableObject(
            translation_key=page.translation_key, content_type=page.content_type
        )
        for page in pages
    )
    sources = localize.TranslationSource.objects.bulk_create(
        localize.TranslationSource(
            object_id=page.translation_key,
            specific_content_type=page.content_type,
            locale=page.locale,
            object_repr=page.title,
            content_json="{}",
            last_updated_at=THEN + timedelta(hours=1),
        )
        for page in pages
    )
    places = [(source, number) for source in sources for number in range(PASSAGES)]
    contexts = localize.TranslationContext.objects.bulk_create(
        localize.TranslationContext(
            object_id=source.object_id,
            path=f"body.{number}",
            path_id=uuid5(SPACE, f"body.{number}"),
            field_path="body",
        )
        for source, number in places
    )
    strings = localize.String.objects.bulk_create(
        localize.String(
            locale=source.locale, data=text, data_hash=localize.String._get_data_hash(text)
        )
        for source, number in places
        for text in [f"Passage {number} de {source.object_repr}"]
    )
    segments = localize.StringSegment.objects.bulk_create(
        localize.StringSegment(source=source, context=context, string=string, order=number)
        for (source, number), context, string in zip(places, contexts, strings, strict=True)
    )
    return sources, segments


def fill(count: int) -> None:
    """Write the originals, and what there is of each in the two other languages."""
    from wagtail.models import Page

    homes = {home.locale.language_code: home for home in Page.objects.filter(depth=2)}
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        sources, segments = submitted(pages_of(homes["fr"], numbers))
        by_source = dict(zip((source.pk for source in sources), numbers, strict=True))
        for shift, code in enumerate(("en", "nl")):
            kinds = {number: KINDS[(number + 3 * shift) % 10] for number in numbers}
            there = [number for number in numbers if kinds[number][0]]
            pages_of(homes[code], there, live=lambda number, kinds=kinds: kinds[number][3])
            here = [source for source in sources if kinds[by_source[source.pk]][1]]
            translate(here, homes[code].locale, {s.pk: kinds[by_source[s.pk]][4] for s in here})
            done = [s for s in segments if s.order < kinds[by_source[s.source_id]][2]]
            give_words(done, homes[code].locale)


def translate(sources: list[Any], locale: Any, was_before: dict[int, bool]) -> None:
    """Write the records of these translations, made before or after the source’s last change."""
    from wagtail_localize.models import Translation, TranslationLog

    Translation.objects.bulk_create(
        Translation(source=source, target_locale=locale) for source in sources
    )
    TranslationLog.objects.bulk_create(
        TranslationLog(source=source, locale=locale) for source in sources
    )
    for is_before in (True, False):
        pks = [source.pk for source in sources if was_before[source.pk] is is_before]
        TranslationLog.objects.filter(source__in=pks, locale=locale).update(
            created_at=THEN + timedelta(hours=0 if is_before else 2)
        )


def give_words(segments: Any, locale: Any) -> None:
    """Write a translation of these passages."""
    from wagtail_localize.models import StringTranslation

    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=locale,
            data=f"{locale} {segment.order}",
            translation_type="manual",
        )
        for segment in segments
    )
