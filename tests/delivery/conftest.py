"""A site of our own making, with its cache."""

from pathlib import Path

import pytest

from tests.delivery.fronts import Front


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """A site with its cache."""
    return Front(tmp_path)
