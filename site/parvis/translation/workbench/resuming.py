"""A translation that was edited on its own is taken up again: nothing written meanwhile is lost."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
)
from wagtail_localize.views import edit_translation

from parvis.translation.passages import texts_by_path
from parvis.translation.workbench.following import follow
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin

_restart = edit_translation.restart_translation


@dataclass(frozen=True)
class Taken:
    """How many passages written by hand were taken over, and those the original has no place for.

    The latter stay in the page's history.
    """

    passages: int
    without_place: list[str]


def install() -> None:
    """Catch up whenever wagtail-localize restarts a translation; called once."""
    edit_translation.restart_translation = restart


def restart(request: HttpRequest, translation: Translation, instance: Any) -> HttpResponse:
    """Take up a translation, and say what became of what was written by hand."""
    taken = resume(translation)
    answer: HttpResponse = _restart(request, translation, instance)
    if taken.passages:
        text = ngettext(
            "%(count)d passage written by hand meanwhile is kept.",
            "%(count)d passages written by hand meanwhile are kept.",
            taken.passages,
        )
        messages.info(request, text % {"count": taken.passages})
    if taken.without_place:
        text = ngettext(
            "%(count)d passage has no place in the original: the next publication leaves it out. "
            "It stays in the history of the page: “%(words)s”",
            "%(count)d passages have no place in the original: the next publication leaves them "
            "out. They stay in the history of the page: “%(words)s”",
            len(taken.without_place),
        )
        words = " · ".join(taken.without_place[:5])
        messages.warning(request, text % {"count": len(taken.without_place), "words": words})
    return answer


@transaction.atomic
def resume(translation: Translation) -> Taken:
    """Follow the source again, with the words written by hand since it was left.

    They become translations of what the source said then; what it says since is read after that.
    """
    translation.enabled = True
    translation.save(update_fields=["enabled"])
    taken = _take_over(translation)
    try:
        source = translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return taken  # deleted: there is nothing to follow
    follow(source)
    return taken


def _take_over(translation: Translation) -> Taken:
    source, locale = translation.source, translation.target_locale
    target = source.object.get_instance_or_none(locale)
    logs = TranslationLog.objects.filter(source=source, locale=locale)
    log = logs.order_by("-created_at").first()
    if target is None or log is None:
        return Taken(0, [])
    version = source.versions.filter(made_at__lte=log.created_at).last() or source.versions.first()
    revision = getattr(target, "latest_revision", None)
    draft = revision.as_object() if revision else source.get_translated_instance(locale)
    now = texts_by_path(draft)
    before = texts_by_path(
        log.revision.as_object()
        if log.revision
        else source.get_ephemeral_translated_instance(locale, fallback=True)
    )
    strings: dict[str, list[int]] = defaultdict(list)
    for path, string in version.passages if version else []:
        strings[path].append(string)
    fresh: dict[tuple[str, int], str] = {}
    without_place: list[str] = []
    for path, texts in now.items():
        known, places = before.get(path, []), strings.get(path, [])
        if texts == known:
            continue
        if len(texts) == len(places) == len(known):
            both = zip(places, known, texts, strict=True)
            fresh |= {(path, string): text for string, old, text in both if text != old}
        else:
            without_place += [text for text in texts if text not in known]
    _write(translation, fresh, revision.user if revision else None)
    return Taken(len(fresh), without_place)


def _write(translation: Translation, fresh: dict[tuple[str, int], str], person: Any) -> None:
    """Write the passages, by their paths and the Strings they translate."""
    found = TranslationContext.objects.filter(
        object=translation.source.object_id, path__in={path for path, _string in fresh}
    )
    contexts = {context.path: context for context in found}
    with written(Origin.TYPED, person):
        for (path, string), text in fresh.items():
            StringTranslation.objects.update_or_create(
                translation_of_id=string,
                locale=translation.target_locale,
                context=contexts[path],
                defaults={
                    "data": text,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": "",
                    "last_translated_by": person,
                    "has_error": False,
                    "field_error": "",
                },
            )
