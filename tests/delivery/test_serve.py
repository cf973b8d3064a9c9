"""What `make serve` serves: the demo’s content, or production, and with how many threads."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from parvis.delivery import __main__ as command
from parvis.delivery import process
from parvis.delivery.cache import PageCache
from parvis.delivery.serving import Plan
from tests.tools import PROJECT


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would be prepared and served; nothing is."""
    found: dict[str, Any] = {}

    def steps(data: Path, name: str) -> list[str]:
        found.update(data=data, prepared=name)
        return []

    def serve(plan: Plan, announce: Any) -> int:
        found.update(plan=plan, settings=os.environ["DJANGO_SETTINGS_MODULE"])
        return 0

    monkeypatch.setattr(command, "steps", steps)
    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(command, "problem", lambda *_given: "")
    monkeypatch.setattr(command, "compile_catalogues", lambda folder: [])
    monkeypatch.setattr(sys, "argv", ["parvis.delivery", "--port", "8123"])
    for name in ("SECRET_KEY", "PARVIS_DATA", "PARVIS_BASE_URL", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return found


def _folder_of_the_settings() -> str:
    """Return where the settings of `make demo` have its data."""
    show = "from parvis.settings import base; print(base.DATA_DIR)"
    path = os.pathsep.join([str(PROJECT / "site"), str(PROJECT)])
    done = subprocess.run(
        [sys.executable, "-c", show], env={"PYTHONPATH": path, "SECRET_KEY": "x"},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_without_a_secret_it_is_what_make_demo_shows(told: dict[str, Any]) -> None:
    assert command.main() == 0
    assert told["prepared"] == "prepare_demo"
    assert told["settings"] == "parvis.settings.demo"
    assert told["data"] == PROJECT / "var" == Path(_folder_of_the_settings())
    plan = told["plan"]
    assert (plan.port, plan.workers, plan.threads) == (8123, os.cpu_count(), 16)


def test_with_a_secret_it_is_production(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("PARVIS_DATA", str(tmp_path))
    assert command.main() == 0
    assert told["prepared"] == "prepare_site"
    assert told["settings"] == "parvis.settings.production"
    assert told["data"] == tmp_path


class NoWarmer:
    """Renders nothing ahead."""

    def __init__(self, *_given: Any) -> None: ...

    def start(self) -> None:
        """Do nothing."""

    close = start


def test_a_thread_that_renders_lets_others_go_first_soon(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(process, "listen_to_machines", lambda changes: None)
    monkeypatch.setattr(process, "tell_networks", lambda store, changes: None)
    monkeypatch.setattr(process, "Warmer", NoWarmer)
    monkeypatch.setattr(process, "at_end", lambda act: None)
    monkeypatch.setattr(process.store, "capacity", 0)
    before = sys.getswitchinterval()

    def site(_environ: Any, _start: Any) -> list[bytes]:
        return []

    try:
        settings.PARVIS_CACHE_MB = 0
        assert process.in_front_of(site) is site
        assert sys.getswitchinterval() == before
        settings.PARVIS_CACHE_MB = 1
        assert isinstance(process.in_front_of(site), PageCache)
        assert sys.getswitchinterval() == pytest.approx(0.0005)
    finally:
        sys.setswitchinterval(before)
