"""The site on a port of its own, over the very connection of the test that runs.

pytest-django's live server needs a database that is emptied after each test, and with it the
site's structure that all the tests share.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

SIGNALS = (request_started, request_finished)


class Quiet(WSGIRequestHandler):
    """Does not write a line a request."""

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def site_on_a_port() -> Iterator[str]:
    """Serve the site from a thread while the test waits, and return its address."""
    connection = connections[DEFAULT_DB_ALIAS]
    handler = WSGIHandler()

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        connections[DEFAULT_DB_ALIAS] = connection
        return handler(environ, start_response)

    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    connection.inc_thread_sharing()
    for signal in SIGNALS:  # as Django's test client: the test's transaction is in it
        signal.disconnect(close_old_connections)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for signal in SIGNALS:
            signal.connect(close_old_connections)
        connection.dec_thread_sharing()
