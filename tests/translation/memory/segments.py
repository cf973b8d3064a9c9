"""Segments and translations as wagtail-localize stores them, without the pages around."""

from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from parvis.translation.memory.lookup import Match, concordance, matches

# Long enough to share parts of eight characters with what differs by a word.
FRENCH = "Le conseil communal a voté le budget de la voirie pour l’année prochaine."
ENGLISH = "The municipal council has voted the budget for roads for next year."


def locale(code: str) -> Locale:
    """Return the locale of a language code, made where the site has none."""
    return Locale.objects.get_or_create(language_code=code)[0]


def source_of(title: str = "Le carnet", code: str = "fr", *targets: str) -> TranslationSource:
    """Return the record of something submitted for translation."""
    kind = ContentType.objects.get_for_model(Page)
    thing = TranslatableObject.objects.create(translation_key=uuid4(), content_type=kind)
    source = TranslationSource.objects.create(
        object=thing,
        specific_content_type=kind,
        locale=locale(code),
        object_repr=title,
        content_json="{}",
        last_updated_at=timezone.now(),
    )
    for target in targets:
        Translation.objects.create(source=source, target_locale=locale(target))
    return source


def segment(source: TranslationSource, html: str, path: str = "body") -> StringSegment:
    """Put a passage into something."""
    path_id: UUID = TranslationContext._get_path_id(path)
    context, _made = TranslationContext.objects.get_or_create(
        object=source.object, path=path, defaults={"path_id": path_id}
    )
    return StringSegment.objects.create(
        source=source,
        context=context,
        string=String.from_value(source.locale, StringValue(html)),
        order=0,
    )


def remember(
    html: str,
    target: str,
    *,
    pair: tuple[str, str] = ("fr", "en"),
    where: str = "Le carnet",
    machine: bool = False,
) -> StringTranslation:
    """Translate a passage of something new."""
    found = segment(source_of(where, pair[0]), html)
    kind = "machine" if machine else "manual"
    return StringTranslation.objects.create(
        translation_of=found.string,
        context=found.context,
        locale=locale(pair[1]),
        data=target,
        translation_type=kind,
    )


def ask(html: str, source: str = "fr", target: str = "en", **options: int) -> list[Match]:
    """Ask the memory about a passage."""
    return matches(html, locale(source), locale(target), **options)


def ask_words(text: str, source: str = "fr", target: str = "en") -> list[Match]:
    """Ask the memory about words."""
    return concordance(text, locale(source), locale(target))
