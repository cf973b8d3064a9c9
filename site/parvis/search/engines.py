"""The engine of the database in use, and what it has to be told of words."""

import math
from collections.abc import Mapping

from django.db import connection

from parvis.search.asking import Engine
from parvis.search.postgresql import PostgreSQLEngine
from parvis.search.sqlite import SQLiteEngine


def engine() -> Engine:
    """Return the engine of the database in use."""
    return PostgreSQLEngine() if connection.vendor == "postgresql" else SQLiteEngine()


def rarities(counts: Mapping[str, int], documents: int) -> dict[str, float]:
    """Return how much each stem tells documents apart, by how many of them have it."""
    return {stem: math.log(1 + documents / max(count, 1)) for stem, count in counts.items()}
