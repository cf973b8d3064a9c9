"""A measurement on both engines, each in a process of its own with a database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def on_both(
    script: str, measure: Callable[[int], bool], count: int, things: str, **environment: str
) -> int:
    """Measure at the size that the command line asks for, `count` by default.

    `script` is the file of the measurement, which this starts again for each engine; the process it
    starts calls `measure`, which fills the database, prints, and says whether limits were kept.
    Returns the exit status.
    """
    if "--here" in sys.argv:
        return 0 if measure(int(sys.argv[2])) else 1
    sys.path.insert(0, str(PROJECT))
    from tests.postgres import postgres

    count = int(sys.argv[1]) if len(sys.argv) > 1 else count
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        settings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "parvis.settings.test",
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "TMPDIR": folder,
            **environment,
        }

        def run(engine: str, url: str) -> bool:
            print(f"{engine}, {count:,} {things}", flush=True)
            command = [sys.executable, script, "--here", str(count)]
            done = subprocess.run(command, env=settings | {"DATABASE_URL": url}, check=False)
            return done.returncode == 0

        kept = [run("SQLite", f"sqlite:///{folder}/bench.sqlite3")]
        with postgres() as url:
            kept.append(run("PostgreSQL", url))
    return 0 if all(kept) else 1
