"""The demo, loaded once for all processes of a run, and served as `make demo` serves it."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parvis.delivery.serving import Plan, server_command
from tests.tools import PROJECT, free_port


def environment_of(data: Path, address: str, languages: str = "") -> dict[str, str]:
    """Return the environment of a demo whose data is there, in its own languages or others."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "parvis.settings.demo",
        "PARVIS_DATA": str(data),
        "PARVIS_BASE_URL": address,
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
    }
    if languages:
        environment["PARVIS_LANGUAGES"] = languages
    environment.pop("DATABASE_URL", None)
    return environment


def loaded(folder: Path) -> Path:
    """Load the demo into a folder, for the first of the processes that name it; return it whole."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            beginning = folder.with_suffix(".begun")
            shutil.rmtree(beginning, ignore_errors=True)
            beginning.mkdir()
            _load(beginning)
            beginning.rename(folder)
    return folder


@contextmanager
def served(demo: Path, data: Path, *more: str, languages: str = "") -> Iterator[str]:
    """Serve a copy of a demo that was loaded, and give its address, without a slash.

    `more` are modules that add something to it before; `languages` are made in it where it lacks
    them.
    """
    shutil.copytree(demo, data, dirs_exist_ok=True)
    port = free_port()
    environment = environment_of(data, f"http://127.0.0.1:{port}", languages)
    for command in (
        *([["manage.py", "setup_site"]] if languages else []),
        *(["-m", module] for module in more),
    ):
        subprocess.run([sys.executable, *command], cwd=PROJECT, env=environment, check=True)
    log = (data / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, *server_command(Plan("127.0.0.1", port, workers=1, threads=4))],
        cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/ready/", server)
        yield address
    finally:
        server.terminate()
        server.wait(60)
        log.close()


def _load(data: Path) -> None:
    manage = (sys.executable, "manage.py")
    environment = environment_of(data, "http://127.0.0.1")
    subprocess.run([*manage, "migrate", "-v0"], cwd=PROJECT, env=environment, check=True)
    collect = [*manage, "collectstatic", "-v0", "--noinput"]
    with subprocess.Popen(collect, cwd=PROJECT, env=environment) as collecting:
        subprocess.run([*manage, "load_demo"], cwd=PROJECT, env=environment, check=True)
    if collecting.returncode:
        raise subprocess.CalledProcessError(collecting.returncode, collect)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(1200):
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode} before it was ready.")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in two minutes.")
