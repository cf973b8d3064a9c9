"""Every statement that reaches the database: what the page being rendered reads, what changes.

Nothing has to be announced. A change is seen in the statement that makes it, whoever sends it (an
editor, an import, a command, one line of `queryset.update()`), and told once it is committed. A
table of which nothing is known here is one thing that changes as a whole; of a watched table, rows
are told apart by their key columns.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from parvis.delivery import statements
from parvis.delivery.recording import Record, current, key
from parvis.delivery.statements import Write
from parvis.delivery.writes import Writes, tell

logger = logging.getLogger(__name__)

MOST_ROWS = 500  # changed by one statement; above that everything may have changed
EVERYTHING = "*"

Resolve = Callable[[list[Any]], Iterable[str]]


@dataclass(frozen=True)
class Watched:
    """A table whose rows are told apart.

    `kinds` gives the key of a row by one of its columns; `resolved` gives keys by the values of a
    column, where they take another query. Columns in `unseen` are shown to no reader. Columns in
    `apart` have a key of their own: where nothing else of a row is written, nothing else is told.
    """

    pk: str
    kinds: dict[str, str] = field(default_factory=dict)
    resolved: dict[str, Resolve] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    apart: dict[str, str] = field(default_factory=dict)

    def without_row(self, columns: Iterable[str]) -> "Watched | None":
        """Return what is watched of a row where these columns alone are written; None of others."""
        kinds = {self.apart.get(column) for column in columns}
        if len(kinds) != 1 or None in kinds:
            return None
        return Watched(self.pk, {self.pk: str(kinds.pop())})

    @property
    def columns(self) -> list[str]:
        """The columns keys are made of."""
        return [*self.kinds, *self.resolved]


_watched: dict[str, Watched] = {}
_unread: set[str] = set()
_always: set[str] = set()
_migrating: set[str] = set()  # aliases of databases


def watch(
    model: type[Model],
    kinds: dict[str, str] | None = None,
    resolved: dict[str, Resolve] | None = None,
    unseen: Iterable[str] = (),
    apart: dict[str, str] | None = None,
) -> None:
    """Tell the rows of a model’s own table apart; all but `unseen` are by column."""
    meta = model._meta
    pk = str(meta.pk.column)
    found = Watched(pk, kinds or {}, resolved or {}, frozenset(unseen), apart or {})
    _watched[meta.db_table] = found


def watch_nowhere(*tables: str) -> None:
    """Say that no reader's page shows anything of these tables."""
    _unread.update(tables)


def watch_always(*tables: str) -> None:
    """Say that these tables count as a whole, also where a declaration is in force."""
    _always.update(tables)


def begin_migrating(using: str, **signal: Any) -> None:
    """Look away while tables are made: those we would ask may not be there yet."""
    _migrating.add(using)


def end_migrating(using: str, **signal: Any) -> None:
    """Look again; whatever was kept may be different now."""
    if using in _migrating:
        _migrating.remove(using)
        tell({EVERYTHING})


def on_statement(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement, noting what it reads or what it changes; an execute wrapper of Django."""
    connection: BaseDatabaseWrapper = context["connection"]
    kind = statements.verb(sql)
    if kind in ("SELECT", ""):
        record = current()
        if record is not None and kind:
            _note(record, sql, params or ())
        return execute(sql, params, many, context)
    writes = Writes.of(connection)
    if writes.is_asking or connection.alias in _migrating:
        return execute(sql, params, many, context)
    statement = statements.write(sql)
    if statement.table in _unread:
        return execute(sql, params, many, context)
    watched = _watched.get(statement.table)
    if watched and statement.columns and watched.unseen.issuperset(statement.columns):
        return execute(sql, params, many, context)
    lonely = watched.without_row(statement.columns) if watched and kind == "UPDATE" else None
    watched = lonely or watched
    writes.begin(connection)
    # Before, for what the rows were; after, for what they have become.
    change = _Change(writes, statement, watched, connection) if watched else None
    if change:
        change.look_before(params or (), many=many)
    result = execute(sql, params, many, context)
    if kind in ("UPDATE", "DELETE") and context["cursor"].rowcount == 0:
        writes.end()
        return result  # there was no such row
    if lonely is None:
        writes.add([f"table:{statement.table}" if statement.table else EVERYTHING])
    if change:
        change.look_after()
    writes.tell_on_commit(connection)
    return result


def _note(record: Record, sql: str, params: Sequence[Any]) -> None:
    found = statements.read(sql)
    tables = found.tables - _unread
    if record.declared:
        tables = tables & _always
    elif found.table:
        keys = _narrowed(found, params)
        record.keys.update(keys)
        # Rows that are joined become objects, and are noted as such.
        seen = {
            table
            for table in tables - {found.table}
            if table in _watched and (table, _watched[table].pk) in found.taken
        }
        tables = tables - seen - ({found.table} if keys else set())
    record.keys.update(f"table:{table}" for table in tables)


def _narrowed(found: statements.Read, params: Sequence[Any]) -> list[str]:
    """Return the keys of the rows a SELECT can give; none where that is not known."""
    watched = _watched.get(found.table)
    if watched is None:
        return []
    for column, start, end in found.narrowed:
        if column in watched.kinds:
            return [key(watched.kinds[column], value) for value in params[start:end]]
    return []


class _Change:
    """One statement that writes to a watched table: the keys of what it touches."""

    def __init__(
        self,
        writes: Writes,
        statement: Write,
        watched: Watched,
        connection: BaseDatabaseWrapper,
    ) -> None:
        self.writes, self.statement, self.watched = writes, statement, watched
        self.connection = connection
        self.rows: list[Any] = []  # their primary keys

    def look_before(self, params: Any, *, many: bool) -> None:
        """Note the rows as they are, before they change."""
        if self.statement.verb == "INSERT":
            for one in params if many else [params]:
                self._note_inserted(one)
        elif many or not self.statement.is_known:
            self.writes.add([EVERYTHING])
        else:
            self.rows = self._ask(self.statement.where, params[self.statement.first :])

    def look_after(self) -> None:
        """Note what updated rows have become, where their keys may be others now."""
        written = set(self.statement.columns) - {self.watched.pk}
        if self.statement.verb == "UPDATE" and self.rows and written & set(self.watched.columns):
            marks = ", ".join([statements.MARK] * len(self.rows))
            self._ask(f'"{self.watched.pk}" IN ({marks})', self.rows)

    def _note_inserted(self, params: Sequence[Any]) -> None:
        if not self.statement.is_known:
            self.writes.add([EVERYTHING])
            return
        for column in self.watched.columns:
            found = statements.values(self.statement, column, params)
            if found is not None:
                self._note_values(column, found)
            elif column != self.watched.pk:  # nobody's yet, where the database gives it
                self.writes.add([EVERYTHING])

    def _ask(self, where: str, params: Sequence[Any]) -> list[Any]:
        """Note the keys of the rows a condition holds for; return their own, unless too many."""
        columns = [self.watched.pk, *self.watched.columns]
        # Names of columns and tables are those of our models, and the condition is the statement's.
        listed = ", ".join(f'"{name}"' for name in columns)
        condition = f" WHERE {where}" if where else ""
        sql = (
            f'SELECT {listed} FROM "{self.statement.table}"{condition} '  # noqa: S608
            f"LIMIT {MOST_ROWS + 1}"
        )
        with self.writes.asking(), self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            rows = cursor.fetchall()
        if len(rows) > MOST_ROWS:
            self.writes.add([EVERYTHING])
            return []
        for place, column in enumerate(columns[1:], 1):
            self._note_values(column, [row[place] for row in rows])
        return [row[0] for row in rows]

    def _note_values(self, column: str, found: list[Any]) -> None:
        present = [value for value in found if value is not None]
        if column in self.watched.kinds:
            kind = self.watched.kinds[column]
            self.writes.add(key(kind, value) for value in present)
        elif present:
            with self.writes.asking():
                self.writes.add(self.watched.resolved[column](present))
