"""Files go to a folder of the test; pictures are encoded in haste, as their size is not tested."""

from pathlib import Path
from typing import Any

import pytest

from parvis.media import making


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, haste in (("avif", {"speed": 10}), ("webp", {"method": 0}), ("png", {})):
        monkeypatch.setitem(making.OPTIONS, name, haste)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
