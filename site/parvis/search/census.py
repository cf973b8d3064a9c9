"""Which documents of a language have what, at hand: counted without a look at each of them.

A set of documents is a whole number with a bit for each one that readers may see, the newest first.
How many of those found have a tag is then one operation on two numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, F, TextField
from wagtail.models import Locale

from parvis.delivery.parts import part
from parvis.search.asking import listed
from parvis.search.models import Facet
from parvis.search.scope import searchable_documents

ONE = ord("1")


class Keys(Aggregate):
    """The values of a column of whole numbers as a list, which is quicker than a row for each."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it for SQLite, which has no lists."""
        return self.as_sql(compiler, connection, function="group_concat", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it for PostgreSQL."""
        return self.as_sql(compiler, connection, function="array_agg", **extra)

    def convert_value(self, value: Any, expression: Any, connection: Any) -> list[int]:
        """Return the list, whatever the database made of it."""
        return listed(value)


@dataclass(frozen=True)
class Census:
    """The documents of a language that readers may see, by their keys, the newest first."""

    keys: tuple[int, ...]
    places: Mapping[int, int]

    def members(self, keys: Iterable[int]) -> int:
        """Return the set of those that are among `keys`, which may name others too."""
        marks = bytearray(b"0" * (len(self.keys) + 1))
        for place in map(self.places.get, keys):
            if place is not None:
                marks[place] = ONE
        return int(marks, 2) >> 1

    def newest(self, members: int, most: int) -> list[int]:
        """Return the keys of a set, the newest first, `most` at most."""
        marks = f"{members:0{len(self.keys)}b}"
        found: list[int] = []
        place = marks.find("1")
        while place >= 0 and len(found) < most:
            found.append(self.keys[place])
            place = marks.find("1", place + 1)
        return found


@dataclass(frozen=True)
class Value:
    """A value of a kind of facet, how readers know it, and the set of those that have it."""

    kind: str
    value: str
    label: str
    members: int


def census_of(locale: Locale) -> Census:
    """Return the documents of a language, read once after a change of the index."""
    return part("census", locale.pk, make=lambda: _census(locale))


def values_of(locale: Locale) -> list[Value]:
    """Return what the documents of a language may be narrowed by, read as seldom."""
    return part("census of facets", locale.pk, make=lambda: list(_values(census_of(locale))))


def _census(locale: Locale) -> Census:
    newest = (
        searchable_documents()
        .filter(locale=locale)
        .order_by(F("date").desc(nulls_last=True), "-pk")
    )
    keys = tuple(newest.values_list("pk", flat=True))
    return Census(keys, {key: place for place, key in enumerate(keys)})


def _values(census: Census) -> Iterable[Value]:
    # Those of all languages: a join with the documents takes longer than to leave others out.
    rows = Facet.objects.order_by("kind", "value", "label").values_list("kind", "value", "label")
    found: dict[tuple[str, str], Value] = {}
    for kind, value, label, keys in rows.annotate(keys=Keys("document")):
        if members := census.members(keys):
            same = found.get((kind, value))
            # One name is as good as another, where a tag is being renamed.
            together = members | (same.members if same else 0)
            found[kind, value] = Value(kind, value, label, together)
    return found.values()
