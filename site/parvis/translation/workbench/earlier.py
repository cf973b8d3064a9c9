"""What the passages of a translation were before, and what changed since its readers see it."""

from dataclasses import dataclass

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.workbench.changes import Kind, changes, texts, words_changed
from parvis.translation.workbench.models import SourceVersion
from parvis.translation.workbench.shared import beside_words, label_of
from parvis.translation.workbench.versions import (
    ADDRESS,
    changes_since_published,
    passages_of,
    shared_since_published,
)

# Translations by the id of their context, then of their String.
Rows = dict[int, dict[int, StringTranslation]]


@dataclass(frozen=True)
class Former:
    """What a passage was before the source changed, and how it was translated then."""

    source: str
    target: str
    words: list[tuple[str, str]]


class Since:
    """What changed since the version that readers of a translation see."""

    def __init__(self, translation: Translation, rows: Rows) -> None:
        source = translation.source
        target = source.object.get_instance_or_none(translation.target_locale)
        found = changes_since_published(translation, target)
        translated = {
            (row.context.path, row.translation_of_id): row
            for by_string in rows.values()
            for row in by_string.values()
        }
        words = texts(change.before for change in found if change.kind == Kind.REMOVED)
        self.moved = {(change.path, change.after) for change in found if change.kind == Kind.MOVED}
        self.removed = [
            Former(words.get(change.before or 0, ""), row.data if row else "", [])
            for change in found
            if change.kind == Kind.REMOVED and change.path != ADDRESS
            for row in [translated.get((change.path, change.before or 0))]
        ]
        self.changed = sum(
            change.kind in {Kind.CHANGED, Kind.ADDED} and change.path != ADDRESS for change in found
        )
        model = source.specific_content_type.model_class()
        others = beside_words(model, shared_since_published(translation, target), found)
        self.shared = [(difference.kind, label_of(model, difference)) for difference in others]


def formers(
    translation: Translation,
    segments: list[StringSegment],
    rows: Rows,
) -> tuple[dict[tuple[str, int], Former], list[Former]]:
    """Return what untranslated passages were when they were last translated, and what is gone.

    Versions are looked at from the latest back to the last that was translated whole.
    """
    missing = any(segment.string_id not in rows[segment.context_id] for segment in segments)
    versions = list(
        SourceVersion.objects.filter(source=translation.source_id).order_by("-made_at", "-pk")[:10]
    )
    if len(versions) < 2 or not missing:
        return {}, []
    translated = {
        (row.context.path, string): row
        for by_string in rows.values()
        for string, row in by_string.items()
    }
    now = passages_of(translation.source)
    former: dict[tuple[str, int], Former] = {}
    removed: dict[tuple[str, int], Former] = {}
    for version in versions[1:]:
        before = [(path, string) for path, string in version.passages]
        found = changes(before, now)
        words = texts([change.before for change in found] + [change.after for change in found])
        for change in found:
            row = translated.get((change.path, change.before or 0))
            if row is None or change.before is None:
                continue
            old = words.get(change.before, "")
            if change.kind == Kind.CHANGED and change.after is not None:
                key = (change.path, change.after)
                if key not in former:
                    new = words.get(change.after, "")
                    former[key] = Former(old, row.data, words_changed(old, new))
            elif change.kind == Kind.REMOVED:
                removed.setdefault((change.path, change.before), Former(old, row.data, []))
        if all(place in translated for place in before):
            break
    return former, list(removed.values())
