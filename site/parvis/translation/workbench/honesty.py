"""What readers of a translation are told of it: what changed since, what a machine wrote.

Regulation (EU) 2024/1689 (AI Act), article 50(4), asks that text made by a machine on matters of
public interest be said to be so, unless a person has reviewed it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from parvis.delivery.recording import declared, key
from parvis.delivery.rows import SET
from parvis.translation.origins import Apart, Made
from parvis.translation.watched import MADE
from parvis.translation.workbench.changes import Change, Kind, texts, words_changed
from parvis.translation.workbench.machines_part import by_machine
from parvis.translation.workbench.shared import beside_words, label_of
from parvis.translation.workbench.versions import (
    ADDRESS,
    changes_since_published,
    shared_since_published,
)

SHOWN = 20
KEPT = 24 * 60 * 60  # seconds; the key changes with what it is computed from


@dataclass(frozen=True)
class Told:
    """Said under a translation.

    `changes` are word diffs of the source's passages, at most SHOWN, each with its kind; `more`
    counts the others. `others` names what else changed (a picture, the code). `unread` is the
    number of passages a machine proposed that nobody has reviewed, and `reviewers` names those who
    reviewed the others it proposed.
    """

    changes: list[tuple[Kind, list[tuple[str, str]]]] = field(default_factory=list)
    more: int = 0
    others: list[tuple[Kind, str]] = field(default_factory=list)
    unread: int = 0
    reviewers: list[str] = field(default_factory=list)


def told_of(made: Made | Apart, page: Any) -> Told:
    """Return what is to be said of the published text of `page`.

    Computed once for each publication of either page: five to nine queries then, none after.
    """
    if page.last_published_at is None:
        return Told()
    named: tuple[Any, ...] = ("apart", page.translation_key, page.locale_id)
    if isinstance(made, Made):
        named = (made.translation.pk, made.translation.source.last_updated_at.timestamp())
    name = ":".join(map(str, ("told", *named, page.last_published_at.timestamp())))
    told = cache.get(name)
    if told is None:
        with declared(key(MADE, page.translation_key), key(SET, page.translation_key)):
            told = _told(made, page)
        cache.set(name, told, KEPT)
    return told


def _told(made: Made | Apart, page: Any) -> Told:
    if isinstance(made, Apart):
        unread, reviewers = by_machine(page)
        return Told(unread=unread, reviewers=reviewers)
    found = changes_since_published(made.translation, page) if made.is_behind else []
    changed = [
        change
        for change in found
        if change.path != ADDRESS and (change.kind != Kind.MOVED or change.is_reordered)
    ]
    shown = changed[:SHOWN]
    words = texts([change.before for change in shown] + [change.after for change in shown])
    unread, reviewers = by_machine(page)
    return Told(
        [
            (
                change.kind,
                words_changed(words.get(change.before or 0, ""), words.get(change.after or 0, "")),
            )
            for change in shown
        ],
        len(changed) - len(shown),
        _others(made, page, found) if made.is_behind else [],
        unread,
        reviewers,
    )


def _others(made: Made, page: Any, found: list[Change]) -> list[tuple[Kind, str]]:
    """Return what changed besides words, each once however many there are of it."""
    model = made.translation.source.specific_content_type.model_class()
    others = beside_words(model, shared_since_published(made.translation, page), found)
    named = [(difference.kind, label_of(model, difference)) for difference in others]
    return list(dict.fromkeys(named))
