"""Terms that no machine may change: taken out before it is asked, put back afterwards.

What is protected, and how, is somebody else's: it registers two functions here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wagtail.models import Locale

Texts = dict[int, str]
Notes = Any

Protect = Callable[[Texts, Locale, Locale], tuple[Texts, Notes]]
Restore = Callable[[Texts, Notes], Mapping[int, str | None]]


class Protection(NamedTuple):
    """The two functions that were registered."""

    protect: Protect
    restore: Restore


_registered: list[Protection] = []


def register_protection(protect: Protect, restore: Restore) -> None:
    """Have every text pass through `protect` before a machine sees it, and `restore` after.

    `protect(texts, source_locale, target_locale)` returns the texts with placeholders, under the
    same keys, and notes for `restore`: JSON only, since an answer may come a day later to another
    process, and then the keys in them are strings. `restore(texts, notes)` returns the texts
    without placeholders, and None for a text that lost one. The texts are passages as
    wagtail-localize stores them: HTML. The last registration counts.
    """
    _registered[:] = [Protection(protect, restore)]


def protected(texts: Texts, source: Locale, target: Locale) -> tuple[Texts, Notes]:
    """Return the texts as a machine may see them, and what is needed to undo it."""
    if not _registered:
        return texts, None
    return _registered[0].protect(texts, source, target)


def restored(texts: Mapping[int, str | None], notes: Notes) -> dict[int, str | None]:
    """Return the texts with their terms; None for one that cannot be restored."""
    if notes is None:
        return dict(texts)
    found: dict[int, str | None] = dict.fromkeys(texts)
    if _registered:  # it was, when the machine was asked
        given = {key: text for key, text in texts.items() if text is not None}
        found.update(_registered[0].restore(given, notes))
    return found
