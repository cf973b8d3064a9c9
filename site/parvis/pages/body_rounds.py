"""Making the bodies of what was published before: by other code, or past the pages themselves."""

import time
from collections.abc import Iterator
from typing import Any

from wagtail.models import get_page_models

from parvis.pages.bodies import PreparedBodyMixin, prepare

BATCH = 50
AWHILE = 20.0  # seconds a round may take

_under_way: list[Iterator[int]] = []


def prepare_all(*, is_asked: bool = False) -> Iterator[int]:
    """Go through everything published, and yield how many bodies were made of each few pages.

    Unless `is_asked`, those that are as this code makes them are kept.
    """
    for model in get_page_models():
        if issubclass(model, PreparedBodyMixin):
            last: Any = 0
            while pages := list(_after(model, last)):
                yield prepare(pages, is_asked=is_asked)
                last = pages[-1].pk


def prepare_for_a_while() -> None:
    """Go on where the last round ended, until this process has been through everything once."""
    if not _under_way:
        _under_way.append(prepare_all())
    began = time.monotonic()
    for _made in _under_way[0]:
        if time.monotonic() - began > AWHILE:
            return


def _after(model: Any, last: Any) -> Any:
    pages = model.objects.live().filter(pk__gt=last, alias_of__isnull=True).order_by("pk")
    return pages.only("locale", "alias_of", "live")[:BATCH]
