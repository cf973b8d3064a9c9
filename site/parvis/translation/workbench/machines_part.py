"""What a machine wrote of a published text, and who reviewed it.

Words a machine proposed are a machine's until somebody changes or reviews them, whatever becomes of
the text they were translated from.
"""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision, TaskState

from parvis.translation.passages import texts_by_path
from parvis.translation.quality.segment import plain_text
from parvis.translation.workbench.models import Origin, PassageVersion
from parvis.translation.workbench.versions import ADDRESS

History = list[PassageVersion]


def by_machine(page: Any) -> tuple[int, list[str]]:
    """Return how many passages stand as a machine wrote them, and who reviewed the others.

    That is, in the published text of a page or snippet. Whoever approved it in a workflow had all
    of it before them, the machine's passages marked: they reviewed what no translator had confirmed
    by then.
    """
    unread: History = []
    reviewers: dict[int, str] = {}
    for versions in _shown(page):
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


def _shown(page: Any) -> list[History]:
    """Return the histories of the passages in which a machine had a part, to the words shown.

    The page itself is read, and not its source, which may have changed or be gone: a passage that
    was written anew by hand, or that the page has no more, is not among them. Nor are words written
    since, for a text that waits for its moment; nor is the address, which is no text.
    """
    histories: dict[tuple[str, int], History] = {}
    for version in (
        PassageVersion.objects.filter(
            context__object=page.translation_key,
            locale=page.locale_id,
            made_at__lte=page.last_published_at,
        )
        .exclude(context__path=ADDRESS)
        .select_related("person", "context")
        .order_by("made_at", "pk")
    ):
        histories.setdefault((version.context.path, version.string_id), []).append(version)
    if not any(map(_has_machine, histories.values())):
        return []
    shown = {path: Counter(map(_words, texts)) for path, texts in texts_by_path(page).items()}
    found = []
    # Of two passages that came to the same words, the latest has them.
    latest_first = sorted(histories.items(), key=lambda each: each[1][-1].made_at, reverse=True)
    for (path, _string), versions in latest_first:
        here = shown.get(path, Counter())
        for number in range(len(versions), 0, -1):
            words = _words(versions[number - 1].data)
            if here[words]:
                here[words] -= 1
                found.append(versions[:number])
                break
    return list(filter(_has_machine, found))


def _has_machine(versions: History) -> bool:
    return any(version.origin == Origin.MACHINE for version in versions)


def _words(data: str) -> str:
    """Return the words alone: another mark around them is no other text."""
    return " ".join(plain_text(data).split())


def _approvals(page: Any) -> QuerySet[TaskState]:
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
