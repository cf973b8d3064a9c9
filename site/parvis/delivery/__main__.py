"""`python -m parvis.delivery`, which is what `make serve` runs: a site as readers meet it.

With a `SECRET_KEY` in the environment it is production, as configured there (`docs/settings.md`);
without one it is the demo's content, on this machine alone.
"""

import argparse
import os
import sys
from pathlib import Path

from parvis.delivery.preparation import prepare, steps
from parvis.delivery.processes import PROJECT, interrupt_on_signals
from parvis.delivery.serving import Plan, problem, serve
from parvis.pages.catalogues import compile_catalogues

HOST = "127.0.0.1"
THREADS = 16  # measured: more do not answer faster, fewer are held up by pages that are rendered


def main() -> int:
    """Serve until interrupted; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m parvis.delivery", description=__doc__)
    parser.add_argument("--host", default=HOST, help="the address to listen at")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="processes; one a core"
    )
    parser.add_argument("--threads", type=int, default=THREADS, help="threads of each process")
    given = parser.parse_args()
    data = Path(os.environ.get("PARVIS_DATA") or PROJECT / "var").resolve()
    if found := problem(data, given.host, given.port):
        print(f"The site cannot start: {found}", file=sys.stderr)
        return 1
    plan = Plan(given.host, given.port, given.workers, given.threads)
    is_production = bool(os.environ.get("SECRET_KEY"))
    os.environ["PARVIS_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = (
        "parvis.settings.production" if is_production else "parvis.settings.demo"
    )
    os.environ.setdefault("PARVIS_BASE_URL", plan.address)
    compile_catalogues(PROJECT / "locale")
    if todo := steps(data, "prepare_site" if is_production else "prepare_demo"):
        print("Preparing the site …", flush=True)
        if status := prepare(data, todo):
            return status
    return serve(plan, lambda: print(f"Parvis answers at {plan.address}/", flush=True))


if __name__ == "__main__":
    interrupt_on_signals()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit()
