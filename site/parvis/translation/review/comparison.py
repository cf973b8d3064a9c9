"""What was submitted, beside its original and beside what readers see now."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from wagtail.models import Revision
from wagtail_localize.models import Translation

from parvis.translation.passages import texts_by_path
from parvis.translation.workbench.changes import words_changed
from parvis.translation.workbench.models import PassageNote
from parvis.translation.workbench.passages import MACHINE, Passage, work_on


@dataclass(frozen=True)
class Compared:
    """One place of the page: a field, or a text of the body with all its paragraphs.

    `passage` is the first of the original there, None where the original no longer has the place.
    `words` is the difference to what readers see, empty where they see no page yet; `is_unread`
    says that a machine proposed some of it and no translator has confirmed that.
    """

    passage: Passage | None
    source: list[str]
    submitted: list[str]
    words: list[tuple[str, str]] = field(default_factory=list)
    notes: list[PassageNote] = field(default_factory=list)
    is_unread: bool = False

    @property
    def has_changed(self) -> bool:
        """Whether readers would see other words here."""
        return any(kind != "same" for kind, _words in self.words)


def compare(translation: Translation, revision: Revision, live: Any) -> list[Compared]:
    """Return the places of a page in order; `live` is None where readers see no page.

    The number of queries does not depend on that of the places.
    """
    submitted = texts_by_path(revision.as_object())
    public = texts_by_path(live) if live is not None else None
    notes = _notes(translation)
    work = work_on(translation).passages
    found = []
    for path, group in groupby(work, key=lambda passage: passage.path):
        passages = list(group)
        found.append(
            Compared(
                passages[0],
                [passage.source for passage in passages],
                submitted.get(path, []),
                _difference(path, public, submitted),
                notes.get(path, []),
                any(passage.state == MACHINE for passage in passages),
            )
        )
    known = {passage.path for passage in work}
    for path, texts in submitted.items():
        if path not in known:
            difference = _difference(path, public, submitted)
            found.append(Compared(None, [], texts, difference, notes.get(path, [])))
    return found


def _difference(
    path: str, public: dict[str, list[str]] | None, submitted: dict[str, list[str]]
) -> list[tuple[str, str]]:
    if public is None:
        return []
    return words_changed("\n".join(public.get(path, [])), "\n".join(submitted.get(path, [])))


def _notes(translation: Translation) -> dict[str, list[PassageNote]]:
    notes: dict[str, list[PassageNote]] = defaultdict(list)
    for note in PassageNote.objects.filter(
        context__object=translation.source.object_id, locale=translation.target_locale_id
    ).select_related("context", "person"):
        notes[note.context.path].append(note)
    return notes
