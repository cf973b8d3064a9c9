"""What the operating system says of processes and of the machine."""

import os
import platform
import shutil
import statistics
import time
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
TOOLS = {"nginx": ("/usr/sbin/nginx",), "wrk": (), "taskset": ()}


def tool(name: str) -> str | None:
    """Return the path of a program, None where it is not installed."""
    return shutil.which(name) or next((p for p in TOOLS[name] if Path(p).exists()), None)


def family(pid: int) -> list[int]:
    """Return a process and those it started, and those they started."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended meanwhile
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def cpu(pids: Iterable[int]) -> float:
    """Return the CPU seconds that processes took so far, with those they started that ended."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended meanwhile: from now on it is counted with who started it
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def rss(pid: int) -> int:
    """Return the bytes of memory a process takes now, with the pages of files that it maps."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def own(pid: int) -> int:
    """Return those that are its own: Linux shares the pages of files, and takes them back."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")


def description() -> str:
    """Return what the machine is, in a few words."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    models = [line.partition(":")[2] for line in cpuinfo.splitlines() if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = models[0].strip() if models else platform.processor()
    release = ".".join(platform.release().split(".")[:2])
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()} {release}, "
        f"Python {platform.python_version()}"
    )


def fixed_work() -> float:
    """Return the CPU milliseconds of a piece of Python that is always the same, the middle of nine.

    What tells how fast the machine is just now: figures of two days are of two machines.
    """
    taken = []
    for _time in range(9):
        began = time.process_time()
        if sum(len(str(number)) for number in range(250_000)) != 1_388_890:
            raise ValueError("this is not the work that is always the same")
        taken.append(1000 * (time.process_time() - began))
    return median(taken)


def percentile(values: list[float], part: float) -> float:
    """Return the value that this part of them do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def median(values: Iterable[float]) -> float:
    """Return the middle one."""
    return statistics.median(values)
