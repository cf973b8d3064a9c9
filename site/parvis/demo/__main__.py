"""`python -m parvis.demo`, which is what `make demo` runs: prepare, serve, end together."""

import argparse
import os
import sys
from pathlib import Path

from parvis.delivery.preparation import prepare, steps
from parvis.delivery.processes import PROJECT, interrupt_on_signals
from parvis.delivery.serving import Plan, problem, serve
from parvis.demo.people import ACCOUNTS, PASSWORD
from parvis.pages.catalogues import compile_catalogues

HOST = "127.0.0.1"
THREADS = 4


def main() -> int:
    """Run the demo until it is interrupted; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m parvis.demo", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=8000, help="where to listen, on this machine alone"
    )
    port = parser.parse_args().port
    data = Path(os.environ.get("PARVIS_DATA") or PROJECT / "var").resolve()
    if found := problem(data, HOST, port):
        print(f"The demo cannot start: {found}", file=sys.stderr)
        return 1
    plan = Plan(HOST, port, min(os.cpu_count() or 1, 2), THREADS)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "parvis.settings.demo",
        "PARVIS_DATA": str(data),
        "PARVIS_BASE_URL": plan.address,
    }
    compile_catalogues(PROJECT / "locale")
    if todo := steps(data, "prepare_demo"):
        print("Preparing the demo (the first time takes most of a minute) …", flush=True)
        if status := prepare(data, todo):
            return status
    return serve(plan, lambda: announce(plan))


def announce(plan: Plan) -> None:
    """Say where everything is."""
    lines = (
        "",
        "  Parvis is ready.",
        "",
        f"    Site      {plan.address}/",
        f"    Admin     {plan.address}/admin/",
        f"    Accounts  {', '.join(ACCOUNTS)} (password of each: {PASSWORD})",
        "",
        "  Ctrl-C ends it.",
        "",
    )
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    interrupt_on_signals()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit()
