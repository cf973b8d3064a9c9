"""Make `.venv` hold exactly what `uv.lock` says; do nothing where it already does.

    python3 requirements/environment.py            # what the site needs
    python3 requirements/environment.py --dev      # and what its tests need

Needs Python alone: uv, which does the work, is installed into `.venv` first. Every file that is
downloaded is checked against the hash kept in `requirements/uv.txt` or `uv.lock`.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

FLOOR = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
BOOTSTRAP = PROJECT / "requirements" / "uv.txt"
# The environment is named by its content, so that a changed lock is seen and a touched one is not.
INPUTS = (BOOTSTRAP, PROJECT / "uv.lock", PROJECT / "pyproject.toml", Path(__file__))


def fingerprint() -> str:
    """Return a name for what the environment must hold."""
    content = b"\0".join(path.read_bytes() for path in INPUTS)
    return hashlib.sha256(content + str(PROJECT).encode()).hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Return whether `.venv` was already made from the same files, and still works."""
    if not (PYTHON.exists() and stamp.exists()):
        return False
    return stamp.read_text() == wanted


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run a command, and end with its error where it fails."""
    done = subprocess.run(  # noqa: S603 (our own commands)
        [str(part) for part in command], cwd=PROJECT, env=environment, check=False
    )
    if done.returncode:
        sys.exit(f"\n`{' '.join(map(str, command))}` failed.")


def make_venv() -> None:
    """Make `.venv` with the Python that runs this, and put uv into it."""
    if not PYTHON.exists():
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False
        )
        if done.returncode:
            sys.exit(
                "\nPython could not make a virtual environment. On Debian and Ubuntu: "
                "apt install python3-venv"
            )
    run(
        *(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"),
        *("--require-hashes", "--only-binary", ":all:", "--requirement", BOOTSTRAP),
    )


def synchronise(*, dev: bool) -> None:
    """Install what `uv.lock` says, leaving pip and uv themselves in place."""
    site_alone = ["--no-default-groups", "--group", "build"]
    groups = ["--all-groups", "--all-extras"] if dev else site_alone
    environment = {
        **{name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": str(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    quiet = [] if dev else ["--quiet"]
    run(UV, "sync", "--frozen", "--inexact", *groups, *quiet, environment=environment)


def main() -> None:
    """Bring `.venv` up to date."""
    if sys.version_info < FLOOR:
        sys.exit(
            f"Parvis needs Python {FLOOR[0]}.{FLOOR[1]} or newer; this is {sys.version.split()[0]}."
            " Name another one with PYTHON=, as in: make demo PYTHON=python3.12"
        )
    dev = "--dev" in sys.argv[1:]
    wanted = fingerprint()
    stamps = {name: VENV / f".{name}-ready" for name in ("site", "dev")}
    # An environment for development is also one for the site.
    if is_current(stamps["dev"], wanted) or (not dev and is_current(stamps["site"], wanted)):
        return
    print("Installing the packages of uv.lock into .venv …", flush=True)
    make_venv()
    synchronise(dev=dev)
    stamps["dev" if dev else "site"].write_text(wanted)


if __name__ == "__main__":
    main()
