"""What readers of a translation are told of it: what changed since, what a machine wrote.

Regulation (EU) 2024/1689 (AI Act), article 50(4), asks that text made by a machine on matters of
public interest be said to be so, unless a person has reviewed it.
"""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState
from wagtail_localize.models import StringSegment

from parvis.delivery.recording import declared, key
from parvis.delivery.rows import SET
from parvis.translation.origins import Made
from parvis.translation.watched import MADE
from parvis.translation.workbench.changes import Change, Kind, texts, words_changed
from parvis.translation.workbench.models import Origin, PassageVersion
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


def told_of(made: Made, page: Page) -> Told:
    """Return what is to be said of the published text of `page`.

    Computed once for each publication of either page: five to nine queries then, none after.
    """
    if page.last_published_at is None:
        return Told()
    moments = (page.last_published_at, made.translation.source.last_updated_at)
    name = ":".join(map(str, ("told", made.translation.pk, *(m.timestamp() for m in moments))))
    told = cache.get(name)
    if told is None:
        with declared(key(MADE, page.translation_key), key(SET, page.translation_key)):
            told = _told(made, page)
        cache.set(name, told, KEPT)
    return told


def _told(made: Made, page: Page) -> Told:
    found = changes_since_published(made.translation, page) if made.is_behind else []
    changed = [
        change
        for change in found
        if change.path != ADDRESS and (change.kind != Kind.MOVED or change.is_reordered)
    ]
    shown = changed[:SHOWN]
    words = texts([change.before for change in shown] + [change.after for change in shown])
    unread, reviewers = _by_machine(made, page)
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


def _others(made: Made, page: Page, found: list[Change]) -> list[tuple[Kind, str]]:
    """Return what changed besides words, each once however many there are of it."""
    model = made.translation.source.specific_content_type.model_class()
    others = beside_words(model, shared_since_published(made.translation, page), found)
    named = [(difference.kind, label_of(model, difference)) for difference in others]
    return list(dict.fromkeys(named))


def _by_machine(made: Made, page: Page) -> tuple[int, list[str]]:
    """Return how many passages stood as a machine wrote them, and who reviewed the others.

    That is, when the page was published. Whoever approved it in a workflow had it all before them,
    the machine's passages marked: they reviewed what no translator had confirmed by then.
    """
    translation = made.translation
    segments = StringSegment.objects.filter(source=translation.source_id)
    history: dict[tuple[int, int], list[PassageVersion]] = {}
    for version in (
        PassageVersion.objects.filter(
            context__in=segments.values("context"),
            locale=translation.target_locale_id,
            made_at__lte=page.last_published_at,
        )
        .select_related("person")
        .order_by("made_at", "pk")
    ):
        history.setdefault((version.context_id, version.string_id), []).append(version)
    unread: list[PassageVersion] = []
    reviewers: dict[int, str] = {}
    for versions in history.values():
        if not any(version.origin == Origin.MACHINE for version in versions):
            continue
        last = versions[-1]
        if last.origin == Origin.MACHINE:
            unread.append(last)
        elif last.person is not None:
            reviewers[last.person.pk] = str(last.person)
    for step in _approvals(page) if unread else []:
        read = [version for version in unread if version.made_at <= step.revision.created_at]
        if read:
            reviewers[step.finished_by.pk] = str(step.finished_by)
            unread = [version for version in unread if version not in read]
    return len(unread), list(reviewers.values())


def _approvals(page: Page) -> QuerySet[TaskState]:
    """Return the steps at which somebody approved a version of this page, the latest first."""
    return (
        TaskState.objects.filter(
            revision__in=Revision.objects.for_instance(page),
            status=TaskState.STATUS_APPROVED,
            finished_by__isnull=False,
        )
        .select_related("finished_by", "revision")
        .order_by("-finished_at", "-pk")
    )
