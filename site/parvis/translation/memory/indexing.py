"""Keeps the hashes in step with the translations.

A segment is indexed as long as it has one good translation into any language. Its text never
changes (wagtail-localize makes a new String of a changed text), so only the first good
translation and the loss of the last one write anything.

wagtail-localize saves and deletes translations one by one or through `QuerySet.delete`, all of
which send signals; a test holds it to that. Whoever writes them in bulk calls `index` after.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail_localize.models import String, StringTranslation

from parvis.translation.memory.hashing import plain, similarity_hashes, stem_hashes
from parvis.translation.memory.models import SegmentHash

BATCH = 1000  # segments, some 25 rows each


def good_translations() -> QuerySet[StringTranslation]:
    """Return the translations the memory may offer."""
    return StringTranslation.objects.filter(has_error=False).exclude(data="")


def hashes_of(string: String) -> set[int]:
    """Return every hash of a segment; its locale is read with it."""
    return similarity_hashes(string.data, string.locale_id) | stem_hashes(
        plain(string.data), string.locale_id, string.locale.language_code
    )


def index(string_ids: Iterable[int]) -> int:
    """Bring the hashes of these segments in step; return how many of them are in the memory."""
    ids = sorted(set(string_ids))
    return sum(_index(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def rebuild(done: Callable[[int], object] = lambda _count: None) -> int:
    """Bring every segment's hashes in step; return how many segments are in the memory.

    Works in batches, each a transaction, and writes only what differs: the memory can be asked
    meanwhile. `done` is told the size of each batch.
    """
    indexed, last = 0, 0
    while ids := list(
        String.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        indexed += _index(ids)
        last = ids[-1]
        done(len(ids))
    return indexed


@transaction.atomic
def _index(ids: list[int]) -> int:
    """Write what differs between the rows of these segments and the rows they should have."""
    present: dict[int, set[int]] = defaultdict(set)
    rows = SegmentHash.objects.filter(string_id__in=ids)
    for string_id, number in rows.values_list("string_id", "hash"):
        present[string_id].add(number)
    wanted = {string.pk: hashes_of(string) for string in _translated(ids)}
    stale = [pk for pk, numbers in present.items() if numbers - wanted.get(pk, set())]
    if stale:
        SegmentHash.objects.filter(string_id__in=stale).delete()
    _insert(
        {
            pk: numbers if pk in stale else numbers - present.get(pk, set())
            for pk, numbers in wanted.items()
        }
    )
    return len(wanted)


def _translated(ids: list[int]) -> QuerySet[String]:
    has_translation = Exists(good_translations().filter(translation_of=OuterRef("pk")))
    return String.objects.filter(has_translation, pk__in=ids).select_related("locale")


def _insert(numbers: dict[int, set[int]]) -> None:
    # Two people may translate the same segment at once: the second finds the rows written.
    SegmentHash.objects.bulk_create(
        (
            SegmentHash(hash=number, string_id=pk)
            for pk, found in numbers.items()
            for number in sorted(found)
        ),
        ignore_conflicts=True,
    )


def on_save(instance: StringTranslation, raw: bool = False, **_signal: Any) -> None:
    """Index the segment of a good translation; forget it where this was its last good one."""
    if raw:
        return  # a fixture may bring the segment later than its translation: rebuild after it
    if instance.has_error or not instance.data:
        on_delete(instance)
    elif not SegmentHash.objects.filter(string_id=instance.translation_of_id).exists():
        _insert({instance.translation_of_id: hashes_of(instance.translation_of)})


def on_delete(instance: StringTranslation, **_signal: Any) -> None:
    """Forget a segment that has no good translation left."""
    string_id = instance.translation_of_id
    if not good_translations().filter(translation_of_id=string_id).exists():
        SegmentHash.objects.filter(string_id=string_id).delete()


def connect() -> None:
    """Follow every translation that is saved or deleted."""
    post_save.connect(on_save, sender=StringTranslation, dispatch_uid="memory_save")
    post_delete.connect(on_delete, sender=StringTranslation, dispatch_uid="memory_delete")
