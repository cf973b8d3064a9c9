"""The Belgian authorities of accessibility, as `authorities.yaml` names them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LIST = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Body:
    """A body in the words of one language; `language` is which, `url` empty where it has none."""

    name: str
    language: str
    url: str = ""


@dataclass(frozen=True)
class Authorities:
    """The law a public body answers to, who monitors it, and who hears a complaint."""

    law: Body
    monitor: Body
    complaints: Body


def authorities(jurisdiction: str, language: str) -> Authorities | None:
    """Return those of a jurisdiction in a language, else in its own; None of an unknown one."""
    found = _all().get(jurisdiction)
    if found is None:
        return None
    return Authorities(*(_in(found[part], language) for part in ("law", "monitor", "complaints")))


def _in(words: dict[str, str], language: str) -> Body:
    names = {code: name for code, name in words.items() if code != "url"}
    code = language.partition("-")[0]
    code = code if code in names else next(iter(names))
    return Body(names[code], code, words.get("url", ""))


@cache
def _all() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return found
