"""What changed in a source between two of its versions, passage by passage."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from wagtail_localize.models import String

Place = tuple[str, int]  # the path of a context, the id of its String

# Two passages of one text field are versions of one another when they have this much in common,
# in percent; below, one was taken out and another written.
ALIKE = 45


class Kind(StrEnum):
    """What happened to a passage."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"

    @property
    def label(self) -> Any:
        """The kind in the reader's language."""
        return LABELS[self]


LABELS = {
    Kind.CHANGED: _("changed"),
    Kind.ADDED: _("new"),
    Kind.REMOVED: _("taken out"),
    Kind.MOVED: _("moved"),
}


@dataclass(frozen=True)
class Change:
    """One passage before and after; the ids are those of Strings, None where there is none.

    Of what moved, `former_path` is its own path where it only changed places with others.
    """

    kind: Kind
    path: str
    before: int | None = None
    after: int | None = None
    former_path: str = ""

    @property
    def is_reordered(self) -> bool:
        """Whether the same passage stands elsewhere among the others."""
        return self.kind == Kind.MOVED and self.former_path == self.path


def changes(before: Sequence[Place], after: Sequence[Place]) -> list[Change]:
    """Return what differs, in the order of the later version; what was taken out comes last.

    `before` and `after` are the passages of two versions in the order of the text. Three queries
    at most, none where nothing differs.
    """
    if list(before) == list(after):
        return []
    old, new = _without(before, after), _without(after, before)
    elsewhere = out_of_order(before, after)
    moved = _moved(old, new)
    taken = set(moved.values())
    gone = [place for place in old if place not in taken]
    come = [place for place in new if place not in moved]
    pairs = _pairs(gone, come, _single(before) & _single(after))
    found = []
    fresh = set(new)
    for place in dict.fromkeys(after):
        path, string = place
        if place in elsewhere:
            found.append(Change(Kind.MOVED, path, string, string, path))
        elif place not in fresh:
            continue
        elif place in moved:
            found.append(Change(Kind.MOVED, path, string, string, moved[place][0]))
        elif place in pairs:
            found.append(Change(Kind.CHANGED, path, pairs[place][1], string))
        else:
            found.append(Change(Kind.ADDED, path, None, string))
    paired = set(pairs.values())
    removed = [place for place in gone if place not in paired]
    return found + [Change(Kind.REMOVED, path, string) for path, string in removed]


def out_of_order(before: Sequence[Hashable], after: Sequence[Hashable]) -> set[Any]:
    """Return what both have but in another order: the fewest whose moving explains it."""
    places = {item: place for place, item in enumerate(dict.fromkeys(before))}
    common = [item for item in dict.fromkeys(after) if item in places]
    # The longest run that kept its order (patience sorting); the others moved.
    ends: list[int] = []
    lasts: list[Any] = []
    previous: dict[Any, Any] = {}
    for item in common:
        length = bisect_left(ends, places[item])
        previous[item] = lasts[length - 1] if length else None
        ends[length : length + 1] = [places[item]]
        lasts[length : length + 1] = [item]
    kept = set()
    item = lasts[-1] if lasts else None
    while item is not None:
        kept.add(item)
        item = previous[item]
    return set(common) - kept


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return the text of both as pieces ("same" | "removed" | "added", words), markup left out."""
    old, new = strip_tags(before).split(), strip_tags(after).split()
    pieces: list[tuple[str, str]] = []
    for step in Levenshtein.opcodes(old, new):
        before_words = old[step.src_start : step.src_end]
        after_words = new[step.dest_start : step.dest_end]
        if step.tag == "equal":
            pieces.append(("same", " ".join(after_words)))
            continue
        if before_words:
            pieces.append(("removed", " ".join(before_words)))
        if after_words:
            pieces.append(("added", " ".join(after_words)))
    return pieces


def texts(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the HTML of Strings by id, in one query."""
    wanted = {found for found in ids if found is not None}
    if not wanted:
        return {}
    return dict(String.objects.filter(pk__in=wanted).values_list("pk", "data"))


def _without(places: Sequence[Place], others: Sequence[Place]) -> list[Place]:
    """Return the places that are not among the others, in order."""
    known = set(others)
    return [place for place in places if place not in known]


def _moved(old: list[Place], new: list[Place]) -> dict[Place, Place]:
    """Return, by new place, the former place of the same words."""
    waiting: dict[int, list[Place]] = defaultdict(list)
    for place in old:
        waiting[place[1]].append(place)
    return {place: waiting[place[1]].pop(0) for place in new if waiting[place[1]]}


def _single(places: Sequence[Place]) -> set[str]:
    """Return the paths that hold one passage."""
    return {path for path, count in Counter(path for path, _ in places).items() if count == 1}


def _pairs(gone: list[Place], come: list[Place], single: set[str]) -> dict[Place, Place]:
    """Return, by new place, the former words it most likely replaces, at the same path.

    A field that is `single` has one translation: however different, it is what became of it.
    """
    by_path: dict[str, list[Place]] = defaultdict(list)
    for place in gone:
        by_path[place[0]].append(place)
    disputed = [place for place in come if by_path[place[0]]]
    words = texts(string for _path, string in [*gone, *disputed])
    scored = sorted(
        (
            (fuzz.ratio(words.get(place[1], ""), words.get(former[1], "")), place, former)
            for place in disputed
            for former in by_path[place[0]]
        ),
        key=lambda triple: -triple[0],
    )
    pairs: dict[Place, Place] = {}
    used: set[Place] = set()
    for score, place, former in scored:
        is_alike = score >= ALIKE or place[0] in single
        if place in pairs or former in used or not is_alike:
            continue
        pairs[place] = former
        used.add(former)
    return pairs
