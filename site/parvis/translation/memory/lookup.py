"""What the memory answers: translations of the same text, of texts like it, and of words in it.

And where the same text still waits for a translation, so that one may serve all of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from rapidfuzz import fuzz
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from parvis.search.stems import stems
from parvis.search.stems import words as words_of
from parvis.translation.memory.candidates import Row, most_alike, translations_of, with_all
from parvis.translation.memory.hashing import (
    normalised,
    plain,
    similarity_hashes,
    stem_hash,
)
from parvis.translation.places import Places

Step = tuple[Literal["same", "removed", "added"], str]

PIECE = re.compile(r"(?:\w+|[^\w\s])\s*")


@dataclass(frozen=True)
class Match:
    """A translation that may serve again.

    `score` is how alike the two sources are, in per cent: 100 is the same source to the letter,
    99 the same text with other markup, case or typography ("exact" both), less is "near". `diff`
    leads from `source` to the text that was asked about, word by word, without markup.
    """

    source: str
    target: str
    score: int
    kind: Literal["exact", "near"]
    where: str
    changed: datetime
    translation_id: int
    is_machine: bool
    diff: list[Step] = field(default_factory=list)


def matches(
    source_html: str,
    source_locale: Locale,
    target_locale: Locale,
    *,
    minimum: int = 75,
    limit: int = 5,
    exclude: int | None = None,
) -> list[Match]:
    """Return translations of this segment and of those like it, best first, one per target text.

    What a machine wrote and nobody changed comes after everything that somebody wrote. `exclude`
    is the id of a StringTranslation, the one being edited. Two queries at most. Under a
    `minimum` of 75 some matches are not found.
    """
    wanted = normalised(source_html)
    hashes = similarity_hashes(source_html, source_locale.pk)
    if not hashes:
        return []
    ids = most_alike(hashes, target_locale)
    found = []
    for row in translations_of(ids, target_locale, exclude):
        score = _score(source_html, wanted, row.source, minimum)
        if score >= minimum:
            found.append(_match(row, score, "exact" if score >= 99 else "near"))
    text = plain(source_html)
    return [
        replace(match, diff=word_diff(plain(match.source), text))
        for match in _one_per_target(found)[:limit]
    ]


def concordance(
    words: str, source_locale: Locale, target_locale: Locale, *, limit: int = 20
) -> list[Match]:
    """Return segments whose source has all these words in any form, the most to the point first.

    Case, accents and endings do not count. `score` is the share of the segment's words, in per
    cent; "exact" is a segment of these words and no others. Three queries at most.
    """
    wanted = set(stems(words, source_locale.language_code))
    hashes = {stem_hash(stem, source_locale.pk) for stem in wanted}
    found = []
    for row in translations_of(with_all(hashes, target_locale), target_locale):
        count = len(words_of(plain(row.source)))
        score = min(100, round(100 * len(wanted) / max(1, count)))
        found.append(_match(row, score, "exact" if score == 100 else "near"))
    return _one_per_target(found)[:limit]


def word_diff(old: str, new: str) -> list[Step]:
    """Return what leads from one text to the other: words kept, removed and added, in order.

    The space after a word goes with it, and is no difference of its own.
    """
    before, after = (PIECE.findall(text) for text in (old, new))
    matcher = SequenceMatcher(
        None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False
    )
    steps: list[Step] = []
    for step, i1, i2, j1, j2 in matcher.get_opcodes():
        if step == "equal":
            steps.append(("same", "".join(after[j1:j2])))
            continue
        if i1 < i2:
            steps.append(("removed", "".join(before[i1:i2])))
        if j1 < j2:
            steps.append(("added", "".join(after[j1:j2])))
    return steps


def _match(row: Row, score: int, kind: Literal["exact", "near"]) -> Match:
    return Match(
        source=row.source,
        target=row.target,
        score=score,
        kind=kind,
        where=row.where or "",
        changed=row.changed,
        translation_id=row.pk,
        is_machine=row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE,
    )


def _score(html: str, text: str, other_html: str, minimum: int) -> int:
    """Return how alike two segments are in per cent, or 0 where that is under the minimum."""
    if html == other_html:
        return 100
    other = normalised(other_html)
    if text == other:
        return 99
    return min(98, int(fuzz.ratio(text, other, score_cutoff=minimum)))


def _one_per_target(found: list[Match]) -> list[Match]:
    """Return the matches best first, without those whose target a better one has."""
    found.sort(key=lambda match: (match.is_machine, -match.score, -match.changed.timestamp()))
    best: dict[str, Match] = {}
    for match in found:
        if match.target not in best and plain(match.target):
            best[match.target] = match
    return list(best.values())


def repeats(
    string_id: int, target_locale: Locale, *, exclude_context: int | None = None
) -> QuerySet[StringSegment]:
    """Return the passages of this very text that nobody translated yet into this language.

    Only those of translations that are under way (enabled). `exclude_context` is the id of the
    TranslationContext one comes from.
    """
    written = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=target_locale,
    )
    found = StringSegment.objects.filter(
        ~Exists(written),
        string_id=string_id,
        source__translations__target_locale=target_locale,
        source__translations__enabled=True,
    )
    if exclude_context is not None:
        found = found.exclude(context_id=exclude_context)
    return found.select_related("source", "context").order_by("pk")


@transaction.atomic
def propagate(
    string_translation: StringTranslation,
    user: Any,
    may_write: Callable[[TranslationSource], bool] = lambda _source: True,
) -> int:
    """Give a translation to every passage `repeats` finds; return to how many contexts.

    Nothing that is already written is touched, and a translation with an error goes nowhere. Nor
    does one go where the place cannot hold it; for a slug it becomes one.
    `may_write` says of each text it would go to whether the user may write its translation.
    """
    if string_translation.has_error or not plain(string_translation.data):
        return 0
    waiting = repeats(string_translation.translation_of_id, string_translation.locale)
    places: dict[int, Places | None] = {}
    contexts: dict[int, str] = {}
    for segment in waiting.select_related("source"):
        if segment.source_id not in places:
            is_allowed = may_write(segment.source)
            places[segment.source_id] = Places(segment.source) if is_allowed else None
        known = places[segment.source_id]
        data = known.at(segment.context.path).fitted(string_translation.data) if known else None
        if data is not None:
            contexts[segment.context_id] = data
    written = 0
    # One by one: whatever follows a saved translation (drafts' titles, the memory) has to know.
    for context_id, data in contexts.items():
        _translation, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=string_translation.translation_of_id,
            locale_id=string_translation.locale_id,
            context_id=context_id,
            defaults={
                "data": data,
                "translation_type": string_translation.translation_type,
                "tool_name": string_translation.tool_name,
                "last_translated_by": user,
            },
        )
        written += is_new
    return written
