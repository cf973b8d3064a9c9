"""The feeds of a language, which every page of it announces: whoever has feeds says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


@dataclass(frozen=True)
class Feed:
    """A feed a reader's program may follow: absolute address, MIME type and title."""

    url: str
    type: str
    title: str


Announcer = Callable[[HttpRequest, str], list[Feed]]

_registered: list[Announcer] = []


def register_feeds(function: Announcer) -> None:
    """Have a function say the feeds of a language, by its code, to the pages without their own."""
    if function not in _registered:
        _registered.append(function)


def language_feeds(request: HttpRequest, code: str) -> Sequence[Feed]:
    """Return the feeds of a language; nobody is asked before they are read."""

    def said() -> list[Feed]:
        return [feed for function in _registered for feed in function(request, code)]

    return SimpleLazyObject(said)
