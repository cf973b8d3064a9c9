"""What an SQL statement reads or writes, as far as its text tells.

Django writes SQL in one manner, on every engine; what does not look like it is not understood, and
whoever asks then assumes the worst.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

MARK = "%s"
_TABLES = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)
_JOINED = re.compile(r'JOIN "(\w+)"(?: (\w+))? ON')
_SELECT = re.compile(
    r'SELECT (?P<columns>.*?) FROM "(?P<table>\w+)"(?P<joins>.*?) WHERE (?P<where>.*?)'
    r"(?: ORDER BY .*?)?(?: LIMIT \d+)?(?: OFFSET \d+)?",
    re.DOTALL,
)
_TAKEN = re.compile(r'"?(\w+)"?\."(\w+)"')
_EQUALS = re.compile(r'"(\w+)"\."(\w+)" (?:= %s|IN \((?:%s(?:, )?)+\))')
_VERB = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|COPY|TRUNCATE)\b", re.I)
_INSERT = re.compile(r'INSERT INTO "(\w+)" \(([^)]*)\) (.*)', re.DOTALL)
_ROW = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_UPDATE = re.compile(r'UPDATE "?(\w+)"? SET (.*)', re.DOTALL)
_SET = re.compile(r'(?:^|, )"?(\w+)"? ?=')
_DELETE = re.compile(r'DELETE FROM "?(\w+)"?(?: WHERE (.*))?', re.DOTALL)


@dataclass(frozen=True)
class Read:
    """A SELECT.

    `narrowed` says by which column of `table` it picks rows, and where among the parameters the
    values begin and end; empty where it could not be told. `taken` holds the columns it gives, with
    the names of their tables; a table joined under another name is named by its own.
    """

    tables: frozenset[str]
    table: str = ""
    narrowed: tuple[tuple[str, int, int], ...] = ()
    taken: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Write:
    """An INSERT, UPDATE or DELETE of one table.

    `columns` are those written. Of an INSERT, `places` says for each of them where among the
    parameters its values stand; `is_array` whether each of these is a list. Of the others, `where`
    is the condition, empty for all rows, with its first parameter.
    """

    verb: str
    table: str
    columns: tuple[str, ...] = ()
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    is_array: bool = False
    where: str = ""
    first: int = 0
    is_known: bool = True


def verb(sql: str) -> str:
    """Return what kind of statement it is, in capitals; empty where it touches no rows."""
    found = _VERB.match(sql)
    return found[1].upper() if found else ""


@lru_cache(maxsize=2_000)
def read(sql: str) -> Read:
    """Return what a SELECT reads."""
    tables = frozenset(_TABLES.findall(sql))
    found = _SELECT.fullmatch(sql)
    if found is None or sql.count("SELECT ") > 1 or " OR " in found["where"]:
        return Read(tables)
    where = found["where"]
    if where.startswith("(") and where.endswith(")"):
        where = where[1:-1]
    at = sql[: found.start("where")].count(MARK)
    narrowed = []
    for part in where.split(" AND "):
        marks = part.count(MARK)
        equal = _EQUALS.fullmatch(part)
        if equal and equal[1] == found["table"]:
            narrowed.append((equal[2], at, at + marks))
        elif f'"{found["table"]}".' not in part or '"."' in part.replace(
            f'"{found["table"]}"."', ""
        ):
            return Read(tables)  # it depends on other rows than those it gives
        at += marks
    names = {alias: table for table, alias in _JOINED.findall(found["joins"]) if alias}
    taken = {(names.get(name, name), column) for name, column in _TAKEN.findall(found["columns"])}
    return Read(tables, found["table"], tuple(narrowed), frozenset(taken))


@lru_cache(maxsize=2_000)
def write(sql: str) -> Write:
    """Return what a statement that is not a SELECT writes."""
    if found := _INSERT.match(sql):
        return _insert(*found.groups())
    if found := _UPDATE.match(sql):
        return _update(*found.groups())
    if found := _DELETE.fullmatch(sql):
        return Write("DELETE", found[1], where=found[2] or "", is_known=True)
    return Write(verb(sql), "", is_known=False)


def values(statement: Write, column: str, params: Sequence[Any]) -> list[Any] | None:
    """Return the values an INSERT writes into a column, or None where they cannot be told."""
    if column not in statement.places:
        return None
    found = [params[place] for place in statement.places[column]]
    return list(found[0]) if statement.is_array else found


def _insert(table: str, listed: str, rest: str) -> Write:
    columns = tuple(name.strip('" ') for name in listed.split(","))
    places: dict[str, tuple[int, ...]] = {}
    is_array = rest.startswith("SELECT * FROM UNNEST(")
    if is_array:
        count = rest.split(") ON CONFLICT")[0].split(" RETURNING ")[0].count(MARK)
        if count == len(columns):
            places = {name: (at,) for at, name in enumerate(columns)}
    elif rest.startswith("VALUES "):
        places = _places(columns, rest.removeprefix("VALUES ").split(" RETURNING ")[0])
    is_plain = " ON CONFLICT" not in rest
    return Write("INSERT", table, columns, places, is_array, is_known=bool(places) and is_plain)


def _places(columns: tuple[str, ...], rows: str) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {name: [] for name in columns}
    at = 0
    for row in _ROW.findall(rows):
        parts = row.split(", ")
        if len(parts) != len(columns):
            return {}
        for name, part in zip(columns, parts, strict=True):
            if part == MARK:
                places[name].append(at)
            at += part.count(MARK)
    return {name: tuple(found) for name, found in places.items()}


def _update(table: str, rest: str) -> Write:
    assigned, _where, where = rest.rpartition(" WHERE ")
    if not _where:
        assigned, where = rest, ""
    if "SELECT " in rest:  # the last WHERE may be that of a subquery
        return Write("UPDATE", table, is_known=False)
    columns = tuple(_SET.findall(assigned))
    return Write("UPDATE", table, columns, where=where, first=assigned.count(MARK))
