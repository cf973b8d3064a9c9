"""`python -m parvis.demo`, which is what `make demo` runs: prepare, serve, end together."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from parvis.demo.preparation import prepare, steps
from parvis.demo.processes import PROJECT, interrupt_on_signals
from parvis.demo.serving import is_free, serve
from parvis.pages.catalogues import compile_catalogues

HOST = "127.0.0.1"


def main() -> int:
    """Run the demo until it is interrupted; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m parvis.demo", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=8000, help="where to listen, on this machine alone"
    )
    port = parser.parse_args().port
    data = Path(os.environ.get("PARVIS_DATA") or PROJECT / "var").resolve()
    if problem := _problem(data, port):
        print(f"The demo cannot start: {problem}", file=sys.stderr)
        return 1
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "parvis.settings.demo",
        "PARVIS_DATA": str(data),
        "PARVIS_BASE_URL": f"http://{HOST}:{port}",
    }
    compile_catalogues(PROJECT / "locale")
    if todo := steps(data):
        print("Preparing the demo (the first time takes most of a minute) …", flush=True)
        if status := prepare(data, todo):
            return status
    return serve(HOST, port)


def _problem(data: Path, port: int) -> str:
    """Return what stands in the way, in words a person can act on, or nothing."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        return (
            f"nothing can be written to {data} ({error.strerror}). "
            "Name another folder: make demo PARVIS_DATA=/path/to/a/folder"
        )
    if not 0 < port < 65536:
        return f"{port} is not a port. Name one between 1 and 65535: make demo PORT=8000"
    if not is_free(HOST, port):
        return f"port {port} is already in use. Name another: make demo PORT={port + 1}"
    return ""


if __name__ == "__main__":
    interrupt_on_signals()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit()
