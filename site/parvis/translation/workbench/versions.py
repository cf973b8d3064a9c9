"""The versions of a source: kept at each update, compared for translators and for readers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from parvis.translation.state import version_date
from parvis.translation.workbench.changes import Change, Kind, Place, changes
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin, SourceVersion

_refresh = TranslationSource.refresh_segments


def install() -> None:
    """Keep a version whenever wagtail-localize reads a source again; called once."""
    TranslationSource.refresh_segments = refresh_segments


@transaction.atomic
def refresh_segments(self: TranslationSource) -> None:
    """Read the passages again, keep them as a version, and carry over what only moved."""
    _refresh(self)
    now = passages_of(self)
    last = self.versions.last()
    if last is not None and [tuple(place) for place in last.passages] == now:
        return
    SourceVersion.objects.create(source=self, passages=now, made_at=self.last_updated_at)
    if last is not None:
        _carry(self, changes(_places(last), now), {Kind.MOVED})


def passages_of(source: TranslationSource) -> list[Place]:
    """Return the passages a source has now, in the order of the text."""
    found = source.stringsegment_set.order_by("order", "pk")
    return list(found.values_list("context__path", "string_id"))


def version_read(translation: Translation, published_at: datetime | None) -> SourceVersion | None:
    """Return the version of the source that the published text was made from, or None."""
    if published_at is None:
        return None
    return (
        SourceVersion.objects.filter(
            source=translation.source_id, made_at__lte=version_date(translation, published_at)
        )
        .order_by("-made_at", "-pk")
        .first()
    )


def changes_since_published(translation: Translation, target: Any) -> list[Change]:
    """Return what changed in the source since the version readers of the translation see.

    Minor edits do not count. Nothing where the translation was never published, or where that
    version is not known.
    """
    read = version_read(translation, getattr(target, "last_published_at", None))
    if read is None:
        return []
    later = translation.source.versions.filter(pk__gt=read.pk)
    return changes(_as_if_minor_were_known(read, later), passages_of(translation.source))


def accept_as_minor(source: TranslationSource, user: Any) -> int:
    """Mark the last update as one that changes no meaning, and keep the translations of it.

    Returns the number of translations carried over to the new words.
    """
    last_two = list(source.versions.order_by("-made_at", "-pk")[:2])
    if len(last_two) < 2:
        return 0
    after, before = last_two
    after.is_minor = True
    after.save(update_fields=["is_minor"])
    return _carry(source, changes(_places(before), _places(after)), {Kind.CHANGED}, user)


def _places(version: SourceVersion) -> list[Place]:
    return [(path, string) for path, string in version.passages]


def _as_if_minor_were_known(read: SourceVersion, later: Iterable[SourceVersion]) -> list[Place]:
    """Return the passages of the version read, with what minor edits did to them since."""
    known = dict.fromkeys(_places(read))
    previous = read
    for version in later:
        if version.is_minor:
            before, after = _places(previous), _places(version)
            for place in before:
                if place not in after:
                    known.pop(place, None)
            known |= dict.fromkeys(place for place in after if place not in before)
        previous = version
    return list(known)


@transaction.atomic
def _carry(
    source: TranslationSource, found: list[Change], kinds: set[Kind], user: Any = None
) -> int:
    """Give the new place of a passage the translations of its former one, never over another."""
    wanted = [change for change in found if change.kind in kinds]
    if not wanted:
        return 0
    paths = {change.path for change in wanted} | {change.former_path for change in wanted}
    contexts = {
        context.path: context
        for context in TranslationContext.objects.filter(object=source.object_id, path__in=paths)
    }
    existing: dict[tuple[int, int], list[StringTranslation]] = {}
    for translation in StringTranslation.objects.filter(
        context__in=contexts.values(), has_error=False
    ):
        key = (translation.context_id, translation.translation_of_id)
        existing.setdefault(key, []).append(translation)
    carried = 0
    with written(Origin.CARRIED, user):
        for change in wanted:
            former = contexts.get(change.former_path or change.path)
            context = contexts.get(change.path)
            if former is None or context is None:
                continue
            for translation in existing.get((former.pk, change.before or 0), []):
                _made, is_new = StringTranslation.objects.get_or_create(
                    translation_of_id=change.after,
                    locale_id=translation.locale_id,
                    context=context,
                    defaults={
                        "data": translation.data,
                        "translation_type": translation.translation_type,
                        "tool_name": translation.tool_name,
                        "last_translated_by_id": translation.last_translated_by_id,
                    },
                )
                carried += is_new
    return carried
