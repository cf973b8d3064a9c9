"""Pictures are encoded in haste here: what is tested is which, and not how small."""

import pytest

from parvis.media import making


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, haste in (("avif", {"speed": 10}), ("webp", {"method": 0}), ("png", {})):
        monkeypatch.setitem(making.OPTIONS, name, haste)
