"""Counts kept in this process, and written to the database once a minute.

What is counted is a page and a day. Nothing of the visit is kept: no address, no browser, no
cookie, no way from page to page.
"""

import logging
import re
import threading
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from parvis.delivery.ending import at_end
from parvis.statistics.models import DailyCount

logger = logging.getLogger(__name__)

Environ = dict[str, Any]  # of WSGI
Counts = Counter[tuple[date, int]]

EVERY = 60.0  # seconds
# More pages than that in a minute are written at once.
MOST_KEPT = 2_000
PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|check|scan|curl|wget|python|java/|go-http|headless",
    re.IGNORECASE,
)


class Tally:
    """The counts of one process. Safe to use from several threads."""

    def __init__(self) -> None:
        self._counts: Counts = Counter()
        self._lock = threading.Lock()
        self._written = time.monotonic()

    def add(self, page: int) -> None:
        """Count a page as read now."""
        day = _day(int(time.time()))
        with self._lock:
            self._counts[day, page] += 1

    def is_due(self) -> bool:
        """Whether it is time to write."""
        late = time.monotonic() - self._written > EVERY
        return bool(self._counts) and (late or len(self._counts) >= MOST_KEPT)

    def write(self) -> None:
        """Write what was counted; what cannot be written is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._written = time.monotonic()
        try:
            _write(counts)
        except DatabaseError:
            logger.exception("Counts of pages could not be written, and are kept")
            with self._lock:
                self._counts.update(counts)


tally = Tally()


def is_counted(environ: Environ) -> bool:
    """Whether a visit counts: not a program’s, an editor’s, or of who asks not to be counted."""
    purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or ""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and environ.get("HTTP_DNT") != "1"
        and environ.get("HTTP_SEC_GPC") != "1"
        and "prefetch" not in purpose
        and not _is_program(environ.get("HTTP_USER_AGENT") or "bot")
    )


# Each page from memory is counted: what follows from few values is found out once for each of them.
@lru_cache(2_048)
def _is_program(agent: str) -> bool:
    return PROGRAMS.search(agent) is not None


@lru_cache(2)
def _day(second: int) -> date:
    """Return the day, where the site is, of a second since 1970."""
    return timezone.localdate(datetime.fromtimestamp(second, UTC))


def count_read(environ: Environ, page: int) -> None:
    """Count a page that was read, where the site counts and this visit counts."""
    if settings.PARVIS_STATISTICS and is_counted(environ):
        tally.add(page)
        if tally.is_due():
            tally.write()


def forget() -> int:
    """Delete the counts whose time is up; return how many."""
    since = timezone.localdate() - timedelta(days=settings.PARVIS_STATISTICS_DAYS)
    count, _by_model = DailyCount.objects.filter(day__lt=since).delete()
    return count


def _write(counts: Counts) -> None:
    with transaction.atomic():
        there = set(
            Page.objects.filter(pk__in={page for _day, page in counts}).values_list("pk", flat=True)
        )
        # In one order, so that two processes never wait for each other.
        for (day, page), views in sorted(counts.items()):
            if page not in there:
                continue  # deleted since it was read
            row, _made = DailyCount.objects.get_or_create(page_id=page, day=day)
            DailyCount.objects.filter(pk=row.pk).update(views=F("views") + views)


def install() -> None:
    """Write what is left when the process ends; called once."""
    at_end(_write_last)


def _write_last() -> None:
    if tally._counts:
        tally.write()
