"""The versions of a source: kept at each update, compared for translators and for readers."""

from collections import defaultdict
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

from parvis.translation.passages import texts_by_path
from parvis.translation.state import version_date
from parvis.translation.workbench.changes import Change, Kind, Place, changes
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin, SourceVersion
from parvis.translation.workbench.reading import read_passages
from parvis.translation.workbench.shared import Difference, Part, differences, shared_by

# An address is its language's own: whatever becomes of the source's, that of a translation stays.
ADDRESS = "slug"


def install() -> None:
    """Keep a version whenever wagtail-localize reads a source again; called once."""
    TranslationSource.refresh_segments = refresh_segments


@transaction.atomic
def refresh_segments(self: TranslationSource) -> None:
    """Read the passages again, keep them as a version, and carry over what only moved.

    Where nothing but the address changed, the version is one of no meaning to translators.
    """
    instance = self.as_instance()
    read_passages(self, instance)
    now, shared = passages_of(self), shared_by(instance)
    last = self.versions.last()
    found = changes(_places(last), now) if last is not None else []
    if last is not None and not found:
        if last.shared is None:
            last.shared = shared
            last.save(update_fields=["shared"])
        if not differences(_parts(last), shared):
            return
    addresses = [change for change in found if change.path == ADDRESS]
    is_minor = (
        last is not None
        and bool(addresses)
        and addresses == found
        and not differences(_parts(last), shared)
    )
    SourceVersion.objects.create(
        source=self,
        passages=now,
        shared=shared,
        made_at=self.last_updated_at,
        is_minor=is_minor,
    )
    _carry(self, [change for change in found if not change.is_reordered], {Kind.MOVED})
    _carry(self, addresses, {Kind.CHANGED})


def is_as_read(source: TranslationSource, instance: Any) -> bool:
    """Whether the object has the passages of the source, in order, and all else it shares."""
    last = source.versions.last()
    if last is None or last.shared is None:
        return False
    known: dict[str, list[str]] = defaultdict(list)
    segments = source.stringsegment_set.order_by("order", "pk")
    for path, data in segments.values_list("context__path", "string__data"):
        known[path].append(data)
    return known == texts_by_path(instance) and _parts(last) == shared_by(instance)


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


def shared_since_published(translation: Translation, target: Any) -> list[Difference]:
    """Return what else changed since then than words: pictures, code, the order of blocks.

    Minor edits do not count. Nothing where it was not noted.
    """
    read = version_read(translation, getattr(target, "last_published_at", None))
    if read is None or read.shared is None:
        return []
    known, previous = {part[:2]: part for part in _parts(read)}, _parts(read)
    for version in translation.source.versions.filter(pk__gt=read.pk):
        parts = _parts(version)
        if version.is_minor:
            before, after = ({part[:2]: part for part in some} for some in (previous, parts))
            known = {place: part for place, part in known.items() if place in after}
            known |= {place: part for place, part in after.items() if before.get(place) != part}
            known = {place: known[place] for place in after if place in known}
        previous = parts
    return differences(list(known.values()), previous)


def last_update(source: TranslationSource) -> tuple[list[Change], list[Difference]] | None:
    """Return what the last update changed, None where that was minor or there was none."""
    last_two = list(source.versions.order_by("-made_at", "-pk")[:2])
    if len(last_two) < 2 or last_two[0].is_minor:
        return None
    after, before = last_two
    return changes(_places(before), _places(after)), differences(_parts(before), _parts(after))


@transaction.atomic
def accept_as_minor(source: TranslationSource, user: Any) -> int | None:
    """Keep the translations of what the last update changed: it changes no meaning.

    Returns the number of translations carried over to the new words, None where there was nothing
    to accept. What is new has to be translated anyway: an update with new passages is not minor,
    and its translations stay behind until those are.
    """
    found = last_update(source)
    if found is None:
        return None
    if not any(change.kind == Kind.ADDED for change in found[0]):
        after = source.versions.order_by("-made_at", "-pk")[0]
        after.is_minor = True
        after.save(update_fields=["is_minor"])
    return _carry(source, found[0], {Kind.CHANGED}, user)


def _places(version: SourceVersion) -> list[Place]:
    return [(path, string) for path, string in version.passages]


def _parts(version: SourceVersion | None) -> list[Part]:
    found = (version.shared or []) if version is not None else []
    return [(field, block, kind, digest) for field, block, kind, digest in found]


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
            in_order = [place for place in after if place in known]
            known = dict.fromkeys([*in_order, *known])
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
