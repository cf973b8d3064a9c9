"""What the tests of the search share."""

from typing import Any

import pytest

from parvis.search import asking, query
from tests.search.many import RANKED


@pytest.fixture(name="few")
def _few(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have so few ranked that what a test makes is very many."""
    monkeypatch.setattr(asking, "RANKED", RANKED)
    monkeypatch.setattr(query, "ENOUGH", RANKED)
