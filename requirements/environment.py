"""Make `.venv` hold exactly what `uv.lock` says; do nothing where it already does.

    python3 requirements/environment.py            # what the site needs
    python3 requirements/environment.py --s3       # and what keeps uploads in a bucket
    python3 requirements/environment.py --dev      # all that, and what the tests need

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


def synchronise(kind: str) -> None:
    """Install what `uv.lock` says, leaving pip and uv themselves in place."""
    site_alone = ["--no-default-groups", "--group", "build"]
    groups = {
        "site": site_alone,
        "s3": [*site_alone, "--extra", "s3"],
        "dev": ["--all-groups", "--all-extras"],
    }[kind]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": str(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    quiet = [] if kind == "dev" else ["--quiet"]
    run(UV, "sync", "--frozen", "--inexact", *groups, *quiet, environment=environment)


def main() -> None:
    """Bring `.venv` up to date."""
    if sys.version_info < FLOOR:
        sys.exit(
            f"Parvis needs Python {FLOOR[0]}.{FLOOR[1]} or newer; this is {sys.version.split()[0]}."
            " Name another one with PYTHON=, as in: make demo PYTHON=python3.12"
        )
    wanted = fingerprint()
    # Each holds what those before it do.
    kinds = ["site", "s3", "dev"]
    kind = next((name for name in reversed(kinds) if f"--{name}" in sys.argv[1:]), "site")
    stamps = {name: VENV / f".{name}-ready" for name in kinds}
    if any(is_current(stamps[name], wanted) for name in kinds[kinds.index(kind) :]):
        return
    print("Installing the packages of uv.lock into .venv …", flush=True)
    make_venv()
    synchronise(kind)
    stamps[kind].write_text(wanted)


if __name__ == "__main__":
    main()
