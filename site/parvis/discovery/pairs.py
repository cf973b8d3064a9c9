"""Sitemap entries of things that exist in several languages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override

from parvis.discovery.sitemap import Entry


def entries(
    things: Iterable[Any],
    address: Callable[[Any], str | None],
    request: HttpRequest,
    changed: Callable[[Any], datetime | None] = lambda _thing: None,
    default: str = "",
) -> Iterator[Entry]:
    """Yield an entry for each thing that has an address, with those of its translations.

    `things` have `translation_key` and `locale`; `address(thing)` is called with the thing's
    language active. The default among the alternates is the address given, else that of the
    site's first language that has it.
    """
    order = {code: number for number, code in enumerate(settings.CONTENT_LANGUAGES)}
    groups: dict[Any, list[tuple[str, str, Any]]] = defaultdict(list)
    for thing in things:
        code = thing.locale.language_code
        if code not in order:
            continue
        with override(code):
            url = address(thing)
        if url:
            groups[thing.translation_key].append((code, request.build_absolute_uri(url), thing))
    for group in groups.values():
        group.sort(key=lambda member: order[member[0]])
        alternates = [(code, url) for code, url, _thing in group]
        first = request.build_absolute_uri(default) if default else group[0][1]
        alternates.append(("x-default", first))
        for _code, url, thing in group:
            yield Entry(url, changed(thing), alternates)
