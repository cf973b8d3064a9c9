"""The passages of a translation as the editor shows them, in the order of the source's form."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
)
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
)

from parvis.translation.workbench.changes import Kind
from parvis.translation.workbench.earlier import Former, Rows, Since, formers
from parvis.translation.workbench.marks import fitted

LINE, LINES = 40, 15  # letters a line, and the most lines, of a field that does not grow
EMPTY, DONE, MACHINE, REVISE, WRONG = "empty", "done", "machine", "revise", "wrong"
STATES = {
    EMPTY: _("to translate"),
    DONE: _("translated"),
    MACHINE: _("proposed by a machine: read it"),
    REVISE: _("the original has changed: revise"),
    WRONG: _("cannot be used as it stands"),
}


@dataclass(frozen=True)
class Passage:
    """One passage: its place, its words in both languages, and how far it is.

    `version` names the state of the translation that is shown: whoever saves over another one is
    told. `source` and `target` are HTML with inline marks only. `refused` says why the words shown
    in `target` are not saved.
    """

    pk: int
    path: str
    label: str
    section: str
    block: str
    help_text: str
    source: str
    target: str = ""
    state: str = EMPTY
    version: str = ""
    error: str = ""
    person: Any = None
    former: Former | None = None
    is_moved: bool = False
    refused: Any = None

    @property
    def rows(self) -> int:
        """How many lines its field has where no script makes it grow."""
        letters = max(len(self.source), len(self.target))
        return min(LINES, 1 + letters // LINE)

    @property
    def has_marks(self) -> bool:
        """Whether the source has links, emphasis or other marks inside."""
        return "<" in self.source


@dataclass
class Work:
    """All passages of a translation, and what changed since the version its readers see.

    `removed` is what the source no longer has, `shared` what changed in it besides words, each
    with the kind of change; `changed` counts the passages that are new or other than those readers
    see. A translation that was never published has no readers, and only `removed`.
    """

    passages: list[Passage] = field(default_factory=list)
    removed: list[Former] = field(default_factory=list)
    shared: list[tuple[Kind, str]] = field(default_factory=list)
    changed: int = 0

    @property
    def total(self) -> int:
        """The number of passages."""
        return len(self.passages)

    @property
    def done(self) -> int:
        """How many are translated, by whomever."""
        return sum(passage.state in {DONE, MACHINE} for passage in self.passages)

    @property
    def moved(self) -> int:
        """How many stand elsewhere than where readers see them."""
        return sum(passage.is_moved for passage in self.passages)

    @property
    def is_behind(self) -> bool:
        """Whether readers see something else than what the source has become."""
        return bool(self.changed or self.removed or self.shared or self.moved)

    @property
    def is_ready(self) -> bool:
        """Whether nothing but its publication keeps readers from what the source has become."""
        return self.is_behind and self.done == self.total

    @property
    def by_machine(self) -> int:
        """How many nobody has read since a machine proposed them."""
        return sum(passage.state == MACHINE for passage in self.passages)

    @property
    def by_machine_words(self) -> str:
        """Say how many those are; nothing where there are none."""
        if not self.by_machine:
            return ""
        return ngettext(
            "%(count)s proposed by a machine, to be read",
            "%(count)s proposed by a machine, to be read",
            self.by_machine,
        ) % {"count": self.by_machine}


def work_on(translation: Translation) -> Work:
    """Return the passages of a translation; the number of queries does not depend on theirs."""
    segments = list(
        StringSegment.objects.filter(source=translation.source_id)
        .select_related("string", "context")
        .order_by("order", "pk")
    )
    rows = _rows(translation)
    former, removed = formers(translation, segments, rows)
    since = Since(translation, rows)
    instance = translation.source.get_source_instance()
    tabs = TabHelper(instance)
    names = {entry["slug"]: str(entry["label"]) for entry in tabs.tabs_with_slugs}
    found = []
    for segment in segments:
        try:
            place = get_segment_location_info(
                instance, tabs, segment.context.path, segment.context.get_field_path(instance)
            )
        except FieldHasNoEditPanelError:
            continue
        row = rows[segment.context_id].get(segment.string_id)
        passage = _passage(segment, row, place, names, former)
        passage = replace(passage, is_moved=(passage.path, segment.string_id) in since.moved)
        found.append((place["order"], segment.order, passage))
    found.sort(key=lambda triple: triple[:2])
    passages = [passage for _panel, _order, passage in found]
    return Work(passages, since.removed or removed, since.shared, since.changed)


def state_words(state: str) -> Any:
    """Say how far a passage is."""
    return STATES.get(state, "")


def version_of(row: StringTranslation | None) -> str:
    """Return what names this state of a translation; empty where there is none."""
    return row.updated_at.isoformat() if row is not None else ""


def state_of(row: StringTranslation | None) -> str:
    """Return how far a passage is by its row."""
    if row is None:
        return EMPTY
    if row.has_error:
        return WRONG
    is_proposal = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    return MACHINE if is_proposal else DONE


def row_of(translation: Translation, segment: StringSegment) -> QuerySet[StringTranslation]:
    """Return the translation of one passage, if there is one, as a queryset."""
    return StringTranslation.objects.filter(
        translation_of=segment.string_id,
        locale=translation.target_locale_id,
        context=segment.context_id,
    )


def _passage(
    segment: StringSegment,
    row: StringTranslation | None,
    place: dict[str, Any],
    names: dict[str, str],
    former: dict[tuple[str, int], Former],
) -> Passage:
    before = former.get((segment.context.path, segment.string_id)) if row is None else None
    return Passage(
        pk=segment.pk,
        path=segment.context.path,
        label=str(place["subField"] or place["field"]),
        section=names.get(place["tab"], ""),
        block=str(place["field"]) if place["subField"] else "",
        help_text=str(place["fieldHelpText"] or ""),
        source=segment.string.data,
        target=row.data if row else (fitted(before.target, segment.string.data) if before else ""),
        state=REVISE if before and before.target else state_of(row),
        version=version_of(row),
        error=str(row.get_error() or "") if row and row.has_error else "",
        person=row.last_translated_by if row else None,
        former=before,
    )


def _rows(translation: Translation) -> Rows:
    """Return every translation ever made of this object, by context and String."""
    rows: Rows = defaultdict(dict)
    for row in StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale_id
    ).select_related("last_translated_by", "translation_of", "context"):
        rows[row.context_id][row.translation_of_id] = row
    return rows
