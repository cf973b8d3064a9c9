"""The outside programs some tests use, and where they are found."""

import os
import shutil
import socket
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def is_ci() -> bool:
    """Return whether this run decides what lands: then nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def chromium_path() -> str | None:
    """Return the path of an installed Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    # The first draws no window of its own around the pages: they take less.
    known = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in known)
    return named or next(filter(None, found), None)


def vnu_jar() -> Path | None:
    """Return the path of the Nu HTML checker, or None."""
    places = (
        os.environ.get("VNU_JAR", ""),
        PROJECT / ".cache" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar",
    )
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def omegat_classpath() -> str | None:
    """Return what Java needs to run OmegaT, installed or unpacked by `.ci/run`, or None."""
    for root in (PROJECT / ".cache" / "omegat", Path("/")):
        share = root / "usr" / "share"
        program = share / "omegat" / "OmegaT.jar"
        if program.is_file() and shutil.which("java"):
            return os.pathsep.join([str(program), str(share / "java" / "*")])
    return None


def free_port() -> int:
    """Return a port of this machine nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
