"""Queries written once a process and asked many times.

For a page of a dozen queries, writing their SQL costs far more than the database takes to answer:
each is built of dozens of Python objects, though nothing changes from one reader to the next but a
key or a date.
"""

from collections.abc import Callable, Sequence
from copy import copy
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Expression, Field, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

from parvis.pages.server_plans import PlanKeeping, for_a_plan, keeps_plans


class Asked(Expression):
    """A value that is given each time a prepared query is asked, and is of a field’s type."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """Leave a place among the parameters, which is filled when the query is asked."""
        return "%s", [self]

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """Return the value for this place as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Written(NamedTuple):
    """A query as it was written: its parameters, and what turns columns into values by place.

    `marked` is how SQLite takes it, whose parameters have another mark; empty elsewhere.
    """

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    marked: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]
    has_composite: bool


class PreparedQuery:
    """A query in which the value of each field of `asked` is left open.

    `build(**asked)` returns the queryset; it is called once a process, and again for each new
    `shape`, which it is then given too: what changes the SQL itself must be part of it.
    """

    def __init__(self, build: Callable[..., QuerySet], **asked: Field) -> None:
        self._build = build
        self._asked = {name: Asked(name, field) for name, field in asked.items()}
        self._written: dict[tuple[Any, ...], Written] = {}

    def ask(self, *shape: Any, **values: Any) -> list[Any]:
        """Return the rows for these values."""
        written = self._as_written(*shape)
        queryset, compiler, sql, marked, parameters, converters, has_composite = written
        connection = connections[compiler.using]
        # Each once: a query may ask for a date a dozen times.
        ready = {name: self._asked[name].filled(values, connection) for name in values}
        filled = tuple(
            ready[parameter.name] if isinstance(parameter, Asked) else parameter
            for parameter in parameters
        )
        asking: Any = copy(compiler)
        asking.connection = connection
        if keeps_plans(connection):
            asking.connection = PlanKeeping(connection)
            filled = tuple(map(for_a_plan, filled))
        with asking.connection.cursor() as cursor:
            if marked:
                # Django would look through it for marks each time.
                cursor.cursor.convert_query = lambda _query, **_names: marked
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        asking.execute_sql = lambda *_arguments, **_options: [rows]
        # What turns columns into values is looked for as long as a small page takes to render.
        asking.get_converters = lambda _expressions: converters
        asking.has_composite_fields = lambda _expressions: has_composite
        # As much of a queryset as what makes objects of rows looks at: a copy of all costs more.
        query = SimpleNamespace(get_compiler=lambda *_arguments, **_options: asking)
        asked = SimpleNamespace(
            db=compiler.using, query=query, model=queryset.model, _known_related_objects={}
        )
        found = list(queryset._iterable_class(asked))
        if lookups := queryset._prefetch_related_lookups:
            prefetch_related_objects(found, *lookups)
        return found

    def _as_written(self, *shape: Any) -> Written:
        if shape not in self._written:
            queryset = self._build(*shape, **self._asked)
            compiler = queryset.query.get_compiler(queryset.db)
            sql, parameters = compiler.as_sql()
            taken = [column for column, _sql, _alias in compiler.select]
            converters = compiler.get_converters(taken)
            has_composite = compiler.has_composite_fields(taken)
            marked = ""
            if compiler.connection.vendor == "sqlite":
                with compiler.connection.cursor() as cursor:
                    marked = cursor.cursor.convert_query(sql)
            self._written[shape] = Written(
                queryset, compiler, sql, marked, tuple(parameters), converters, has_composite
            )
        return self._written[shape]


class PreparedForMany:
    """A prepared query for values of one field, of any number but none.

    `build(values)` returns the queryset. It is written for as many as the next power of two:
    pages with one more or less share it, and the places that are left repeat the first value.
    """

    def __init__(self, build: Callable[[list[Any]], QuerySet], field: Field) -> None:
        self._build, self._field = build, field
        self._by_places: dict[int, PreparedQuery] = {}

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """Return the rows for these values."""
        places = 1 << (len(values) - 1).bit_length()
        names = [f"value_{number}" for number in range(places)]
        if places not in self._by_places:
            self._by_places[places] = PreparedQuery(
                lambda **asked: self._build(list(asked.values())),
                **dict.fromkeys(names, self._field),
            )
        asked = dict.fromkeys(names, values[0]) | dict(zip(names, values, strict=False))
        return self._by_places[places].ask(**asked)
