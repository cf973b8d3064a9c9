"""Narrowing what was found: kinds of facets, and how many pages have each value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, Max, QuerySet

from parvis.search.models import Document, Facet

# A reader scans no longer list; the others stand behind it.
SHOWN = 10


@dataclass(frozen=True)
class Kind:
    """A kind of facet; `name` is the parameter of the results' address, `title` its heading.

    Its values are shown by how many pages have them, or, with `is_ordered`, the last first. Those
    of a kind that `is_subject` are what readers may ask for.
    """

    name: str
    title: Any
    is_ordered: bool = False
    is_subject: bool = False


@dataclass(frozen=True)
class Choice:
    """A value that narrows the results to `count` pages; `is_chosen` where it does already."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A kind with the values that the results have: those shown at once, and the others."""

    kind: Kind
    choices: list[Choice]
    others: list[Choice]


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Show one more kind of facet, after those there are."""
    _kinds[kind.name] = kind


def subject_kinds() -> list[str]:
    """Return the names of the kinds whose values are subjects."""
    return [kind.name for kind in _kinds.values() if kind.is_subject]


def chosen_in(query: Mapping[str, str]) -> dict[str, str]:
    """Return the values chosen in an address's parameters, by kind."""
    return {name: query[name].replace("\0", "") for name in _kinds if query.get(name)}


def narrowed(documents: QuerySet[Document], chosen: Mapping[str, str]) -> QuerySet[Document]:
    """Return those of `documents` that have every chosen value."""
    for name, value in chosen.items():
        documents = documents.filter(facets__kind=name, facets__value=value)
    return documents


def groups(documents: Any, chosen: Mapping[str, str]) -> list[Group]:
    """Return the kinds with the values of `documents` (a queryset or keys), in one query."""
    rows = Facet.objects.filter(document__in=documents).values_list("kind", "value")
    return grouped(rows.annotate(Max("label"), Count("pk")).order_by("kind"), chosen)


def grouped(rows: Iterable[tuple[str, str, str, int]], chosen: Mapping[str, str]) -> list[Group]:
    """Return the kinds with their values, from rows of kind, value, label and count.

    Of a kind where one is chosen, that one alone: the others would find nothing, or be nothing new.
    """
    found: dict[str, list[Choice]] = {name: [] for name in _kinds}
    for name, value, label, count in rows:
        if name in found and chosen.get(name, value) == value:
            found[name].append(Choice(value, label, count, name in chosen))
    for name, value in chosen.items():
        # One that nothing has still has to be taken back.
        found[name] = found[name] or [Choice(value, value, 0, is_chosen=True)]
    return [_group(kind, found[kind.name]) for kind in _kinds.values() if found[kind.name]]


def _group(kind: Kind, choices: list[Choice]) -> Group:
    named = sorted(choices, key=attrgetter("label"), reverse=kind.is_ordered)
    first = named if kind.is_ordered else sorted(named, key=attrgetter("count"), reverse=True)
    shown = first[:SHOWN]
    # One looks for a name in a long list: it stands in the order of names.
    return Group(kind, shown, [choice for choice in named if choice not in shown])
