"""Having PostgreSQL keep the plan of a query that is asked again and again.

Of what an article costs PostgreSQL, two thirds go into planning the same queries anew. A statement
that it is given once by name is planned a few times, and then no more.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def keeps_plans(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a database is PostgreSQL, and may be told to keep statements by name."""
    options = connection.settings_dict.get("OPTIONS", {})
    return connection.vendor == "postgresql" and options.get("prepare_threshold") is not None


def for_a_plan(value: Any) -> Any:
    """Return a parameter whose type is the same for each value: another type is another plan."""
    from psycopg.types.numeric import Int8

    return Int8(value) if type(value) is int else value


class PlanKeeping:
    """A connection to PostgreSQL whose cursors leave parameters apart from the statement.

    Django’s write them into it, so that each statement is another one for the server.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """Return a cursor as the connection makes it, of the other kind.

        Where statements are logged (`DEBUG`) it is of the usual kind: they are read with values.
        """
        if self._connection.queries_logged:
            return self._connection.cursor()
        from django.db.backends.postgresql.base import ServerBindingCursor

        self._connection.ensure_connection()
        psycopg = self._connection.connection
        usual, psycopg.cursor_factory = psycopg.cursor_factory, ServerBindingCursor
        try:
            return self._connection.cursor()
        finally:
            psycopg.cursor_factory = usual
