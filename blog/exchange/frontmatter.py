"""Reading a Markdown file: front matter (YAML between `---`, TOML between `+++`), then text."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

MAX_BYTES = 5_000_000
MAX_VALUES = 10_000
# Hugo writes the year 1 where there is no date.
FIRST_YEAR = 1000
FENCES = {"---": "yaml", "+++": "toml"}


class BadFileError(Exception):
    """A file that cannot be read; the message says why, for whoever gave it."""


@dataclass(frozen=True)
class Source:
    """A file as read: `meta` has lower-case keys, `text` is Markdown."""

    meta: dict[str, Any]
    text: str


def read(path: Path) -> Source:
    """Read `path`; raise BadFileError with a reason where it cannot be understood."""
    if path.stat().st_size > MAX_BYTES:
        raise BadFileError(f"larger than {MAX_BYTES // 1_000_000} MB")
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFileError(f"not UTF-8 (byte {error.start}); save it as UTF-8") from error
    if "\0" in text:
        raise BadFileError("holds NUL bytes: not a text file")
    if not text.strip():
        raise BadFileError("empty")
    return parse(text)


def parse(text: str) -> Source:
    """Split front matter from text; raise BadFileError where the front matter is malformed."""
    lines = text.replace("\r\n", "\n").split("\n")
    fence = lines[0].strip()
    if fence not in FENCES:
        return Source({}, "\n".join(lines))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == fence), None)
    if end is None:
        raise BadFileError(f"the front matter that {fence} opens is never closed")
    block, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    try:
        meta = yaml.safe_load(block) if FENCES[fence] == "yaml" else tomllib.loads(block)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise BadFileError(f"front matter is not {FENCES[fence].upper()}: {reason}") from error
    if meta is not None and not isinstance(meta, Mapping):
        raise BadFileError("front matter is not a list of keys and values")
    _weigh(meta)
    return Source({_text(key): value for key, value in (meta or {}).items()}, body)


def _weigh(meta: Any) -> None:
    """Refuse front matter that YAML's aliases make endless or enormous."""
    rest, weight = [meta], 0
    while rest:
        item = rest.pop()
        weight += 1
        if weight > MAX_VALUES:
            raise BadFileError(f"front matter holds more than {MAX_VALUES} values")
        if isinstance(item, Mapping):
            rest += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple | set):
            rest += item


def first(meta: Mapping[str, Any], *names: str) -> Any:
    """Return the first value among `names` (a dot goes into a nested value), or None.

    Names are compared without case, underscores or hyphens: `metaTitle` is `meta_title`.
    """
    for name in names:
        value: Any = meta
        for part in name.split("."):
            if not isinstance(value, Mapping):
                value = None
                break
            value = next((v for k, v in value.items() if _plain(k) == _plain(part)), None)
        if value not in (None, "", [], {}):
            return value
    return None


def text_of(value: Any) -> str:
    """Return a scalar as one line of text; a list or mapping gives an empty one."""
    if value is None or isinstance(value, list | dict | bool):
        return ""
    return " ".join(_text(value).split())


def list_of(value: Any) -> list[str]:
    """Return names: from a list, from text with commas, from mappings with a `name`."""
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, str):
        value = value.split(",") if "," in value else [value]
    elif isinstance(value, Mapping) or not isinstance(value, list | tuple | set):
        value = [value]
    found = []
    for item in value:
        name = first(item, "name", "title", "label") if isinstance(item, Mapping) else item
        if text := text_of(name):
            found.append(text)
    return list(dict.fromkeys(found))


def moment_of(value: Any) -> dt.datetime | None:
    """Return a date or time as an aware datetime (the site's zone where none is said), or None."""
    try:
        if isinstance(value, str):
            text = value.strip()
            value = parse_datetime(text) if _is_time(text) else parse_date(text[:10])
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            value = dt.datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001 (made aware below)
        if not isinstance(value, dt.datetime) or value.year < FIRST_YEAR:
            return None
        moment = timezone.make_aware(value) if timezone.is_naive(value) else value
        moment.astimezone(dt.UTC)  # what a database stores: near year 9999 there may be none
    except (ValueError, OverflowError):
        return None
    return moment


def jsonable(value: Any) -> Any:
    """Return front matter as JSON can hold it: dates become ISO text."""
    if isinstance(value, Mapping):
        return {_text(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [jsonable(item) for item in value]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | bool) or value is None:
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else _text(value)


def _text(value: Any) -> str:
    """Return a value as text a database takes: no NUL, no half of a character."""
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _plain(name: Any) -> str:
    return re.sub(r"[_\-\s]", "", str(name)).lower()


def _is_time(value: str) -> bool:
    return bool(re.match(r"\s*\d{4}-\d\d-\d\d[T ]\d", value))
