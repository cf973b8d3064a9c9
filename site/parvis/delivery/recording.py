"""What a page is made of: the keys of everything read while it is rendered.

A key names one thing that can change: a row (`page:12`, `picture:7`), a table as a whole
(`table:home_menuitem`), or a fact an app defines (`articles`: which articles there are). Rows are
noted as they become objects, tables as they are asked for, whatever code does so: what nobody
thought of depends on more than it needs, never on less.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_init

TABLE = "table:"


class Record:
    """The keys read so far, how many declarations are in force, and the parts there are to take.

    `began` says how many changes were known when the page began that is being rendered: what it
    holds may be as old as that.
    """

    def __init__(self, parts: Any = None, began: int = 0) -> None:
        self.keys: set[str] = set()
        self.declared = 0
        self.parts, self.began = parts, began


_current: ContextVar[Record | None] = ContextVar("parvis_delivery_record", default=None)


def key(kind: str, value: Any) -> str:
    """Return the key of a row or a fact; a UUID is the same with hyphens and without."""
    return f"{kind}:{str(value).replace('-', '')}"


@contextmanager
def recording(parts: Any = None) -> Iterator[Record]:
    """Note everything that is read in the block, where `parts` (`parvis.delivery.parts`) may be."""
    outer = _current.get()
    if parts is not None and outer is not None and outer.parts is parts:
        began = outer.began
    else:
        began = parts.catch_up() if parts is not None else 0
    record = Record(parts, began)
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)


def current() -> Record | None:
    """Return the record of the page being rendered, or None outside of one."""
    return _current.get()


@contextmanager
def declared(*keys: str) -> Iterator[None]:
    """Say what the queries of the block depend on, instead of the tables they name.

    Rows that become objects are noted as ever. The block must ask the database itself: a queryset
    that is evaluated after it is not covered by it.
    """
    record = _current.get()
    if record is None:
        yield
        return
    record.keys.update(keys)
    record.declared += 1
    try:
        yield
    finally:
        record.declared -= 1


@contextmanager
def summed_up(*keys: str) -> Iterator[None]:
    """Say that all that is read in the block, parts and rows too, changes with one of these.

    Tables that count as a whole, also where a declaration is in force, are noted as ever.
    """
    record = _current.get()
    if record is None:
        yield
        return
    with recording(record.parts) as inner:
        yield
    record.keys.update(keys, (each for each in inner.keys if each.startswith(TABLE)))


def depend_on(*keys: str) -> None:
    """Say that the page being rendered depends on these, beside what is noted."""
    record = _current.get()
    if record is not None:
        record.keys.update(keys)


def whole(model: type[Model]) -> str:
    """Return the key of a model’s table: of any change to any of its rows."""
    return f"{TABLE}{model._meta.db_table}"


def note_rows(model: type[Model], kind: str) -> None:
    """Note each row of `model` that becomes an object while a page is rendered."""
    prefix = f"{kind}:"

    def note(instance: Model, **signal: Any) -> None:
        record = _current.get()
        if record is not None and instance.pk is not None:
            record.keys.add(f"{prefix}{instance.pk}")

    post_init.connect(note, sender=model, weak=False, dispatch_uid=f"parvis_delivery_{kind}")
