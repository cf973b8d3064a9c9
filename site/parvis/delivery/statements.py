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
    r'SELECT (?P<columns>.*?) FROM "(?P<table>\w+)"(?P<joins>.*?)(?: WHERE (?P<where>.*?))?'
    r"(?: ORDER BY (?P<order>.*?))?(?P<limit> LIMIT \d+)?(?: OFFSET \d+)?",
    re.DOTALL,
)
_FOREIGN = re.compile(r'\w"?\."')  # a column of another table
_TAKEN = re.compile(r'"?(\w+)"?\."(\w+)"')
_EQUALS = re.compile(r'"(\w+)"\."(\w+)" (?:= %s|IN \((?:%s(?:, )?)+\))')
# PostgreSQL's unions stand in parentheses.
_VERB = re.compile(r"[\s(]*(SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|COPY|TRUNCATE)\b", re.I)
_INSERT = re.compile(r'INSERT INTO "(\w+)" \(([^)]*)\) (.*)', re.DOTALL)
_WRITTEN = re.compile(r'\s*(?:INSERT(?: OR \w+)?|REPLACE) INTO\s+"?(\w+)"?', re.IGNORECASE)
_ROW = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_UPDATE = re.compile(r'UPDATE "?(\w+)"? SET (.*)', re.DOTALL)
_PARTS = re.compile(r"[()]| WHERE ")
_SET = re.compile(r'(?:^|, )"?(\w+)"? ?=')
_DELETE = re.compile(r'DELETE FROM "?(\w+)"?(?: WHERE (.*))?', re.DOTALL)


@dataclass(frozen=True)
class Read:
    """A SELECT.

    `table` is the one whose rows alone decide which rows it gives, those joined to them following;
    empty where that cannot be told. `narrowed` says by which columns of it rows are picked, and
    where among the parameters the values begin and end. `taken` holds the columns it gives, with
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
    if found is None or sql.count("SELECT ") > 1:
        return Read(tables)
    table, where = found["table"], found["where"] or ""
    decides = where + (found["order"] or "" if found["limit"] else "")
    if _FOREIGN.search(decides.replace(f'"{table}".', "")):
        return Read(tables)  # which rows it gives depends on others
    names = {alias: joined for joined, alias in _JOINED.findall(found["joins"]) if alias}
    taken = {(names.get(name, name), column) for name, column in _TAKEN.findall(found["columns"])}
    narrowed = _narrowed(where, sql[: found.start("where")].count(MARK)) if where else ()
    return Read(tables, table, narrowed, frozenset(taken))


def _narrowed(where: str, at: int) -> tuple[tuple[str, int, int], ...]:
    """Return the columns a condition compares with values, which begin at the parameter `at`."""
    if " OR " in where:
        return ()
    narrowed = []
    for part in where.removeprefix("(").removesuffix(")").split(" AND "):
        marks = part.count(MARK)
        if equal := _EQUALS.fullmatch(part) or _EQUALS.fullmatch(f"{part})"):
            narrowed.append((equal[2], at, at + marks))
        at += marks
    return tuple(narrowed)


@lru_cache(maxsize=2_000)
def write(sql: str) -> Write:
    """Return what a statement that is not a SELECT writes."""
    if found := _INSERT.match(sql):
        return _insert(*found.groups())
    if found := _UPDATE.match(sql):
        return _update(*found.groups())
    if found := _DELETE.fullmatch(sql):
        return Write("DELETE", found[1], where=found[2] or "", is_known=True)
    named = _WRITTEN.match(sql)
    return Write(verb(sql), named[1] if named else "", is_known=False)


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
    assigned, where = _parted(rest)
    columns = tuple(_SET.findall(assigned))
    return Write("UPDATE", table, columns, where=where, first=assigned.count(MARK))


def _parted(rest: str) -> tuple[str, str]:
    """Return what stands before and behind the WHERE of a statement, not of a subquery in it."""
    depth = 0
    for found in _PARTS.finditer(rest):
        if found[0] == " WHERE " and not depth:
            return rest[: found.start()], rest[found.end() :]
        depth += {"(": 1, ")": -1}.get(found[0], 0)
    return rest, ""
