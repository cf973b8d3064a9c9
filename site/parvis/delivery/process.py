"""The store and the log of changes of this process."""

import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from parvis.delivery.addresses import Addresses
from parvis.delivery.cache import Application, Count, PageCache
from parvis.delivery.changes import Changes
from parvis.delivery.ending import at_end
from parvis.delivery.machines import listen_to_machines, tell_machines
from parvis.delivery.networks import tell_networks
from parvis.delivery.recording import key
from parvis.delivery.rows import PICTURE
from parvis.delivery.store import Store
from parvis.delivery.unfinished import Unfinished, Watch
from parvis.delivery.warming import Warmer
from parvis.delivery.watching import EVERYTHING, on_statement

# What is of one reader, of nobody in particular, or a file that is sent otherwise.
PASSED = ("/documents/", "/live/", "/ready/", "/machine/")

SWITCH = 0.0005  # seconds

_making = threading.Lock()
_made: list[Changes] = []
store = Store(capacity=0)
unfinished = Unfinished(Path(settings.DATA_DIR) / "delivery" / "unfinished")


def changes() -> Changes:
    """Return the log of changes as this process reads it."""
    if not _made:
        with _making:
            if not _made:
                _made.append(Changes(Path(settings.DATA_DIR) / "delivery", store.drop))
    return _made[0]


def tell(keys: set[str]) -> None:
    """Tell every process, on every machine, of what was committed in this one."""
    changes().tell(keys)
    tell_machines(changes().origin, keys)


def tell_everything() -> None:
    """Tell that nobody knows what changed, from a thread that asks the database nothing else."""
    try:
        tell({EVERYTHING})
    finally:
        connection.close()


def on_renditions(picture: int, **signal: Any) -> None:
    """Tell of a picture that is there in more sizes or formats now."""
    tell({key(PICTURE, picture)})


def observe(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Have the statements of a connection seen."""
    if on_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(on_statement)


def in_front_of(application: Application, count: Count | None = None) -> Application:
    """Put a page cache in front of Django, where the settings give it memory."""
    capacity = settings.PARVIS_CACHE_MB * 2**20
    if capacity <= 0:
        return application
    store.capacity = capacity
    # A thread that renders lets one that answers from memory go first after half a millisecond.
    sys.setswitchinterval(SWITCH)
    header = settings.SECURE_PROXY_SSL_HEADER
    addresses = Addresses(
        session_cookie=settings.SESSION_COOKIE_NAME,
        passed=[reverse("wagtailadmin_home"), settings.STATIC_URL, settings.MEDIA_URL, *PASSED],
        parameters=settings.PARVIS_CACHE_PARAMETERS,
        secure_header=header,
    )
    listen_to_machines(changes())
    tell_networks(store, changes())
    watch = Watch(unfinished, tell_everything)
    at_end(watch.close)
    watch.start()
    front = PageCache(
        application,
        store,
        changes(),
        addresses,
        seconds=settings.PARVIS_CACHE_SECONDS,
        count=count,
    )
    warmer = Warmer(front, store, Path(settings.DATA_DIR) / "delivery" / "read.json", header)
    at_end(warmer.close)
    warmer.start()
    return front
