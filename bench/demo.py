"""How long until `make demo` shows its first page: from a fresh clone, and the second time.

    python bench/demo.py [port]

Clones this checkout’s last commit into a temporary folder, so that nothing is prepared; packages
come from the caches of pip and uv where they hold them. CPU seconds are those of every process
from the command until it ended: they stay the same on a busy machine, the clock does not.
Ends with 1 where a target is missed.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TARGETS = {"first": 60.0, "second": 5.0}  # seconds


def first_page(folder: Path, port: int) -> tuple[float, float]:
    """Run `make demo` until a reader sees the home page; return seconds, and CPU seconds."""
    began, used = time.monotonic(), _cpu()
    demo = subprocess.Popen(
        ["make", "demo", f"PORT={port}", f"PARVIS_DATA={folder / 'data'}"],
        cwd=folder / "parvis",
        env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _shows(f"http://127.0.0.1:{port}/fr/"):
            if demo.poll() is not None:
                sys.exit(f"make demo ended with {demo.returncode}")
            time.sleep(0.05)
        seconds = time.monotonic() - began
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait()
        while _shows(f"http://127.0.0.1:{port}/live/"):
            time.sleep(0.1)
    return seconds, _cpu() - used


def _shows(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure both, print, and judge."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8010
    missed = 0
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        folder = Path(name)
        subprocess.run(
            ["git", "clone", "--quiet", str(PROJECT), str(folder / "parvis")], check=True
        )
        for run, target in TARGETS.items():
            seconds, cpu = first_page(folder, port)
            missed += seconds > target
            said = f"first page after {seconds:.1f} s (target {target:.0f} s), {cpu:.1f} s of CPU"
            print(f"{run} make demo: {said}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
