"""How long after a commit readers are served the new words."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.delivery.articles import slug
from bench.delivery.load import ask
from bench.delivery.machine import percentile
from bench.delivery.servers import environment, site
from bench.delivery.table import Row, at_most
from parvis.delivery.processes import PROJECT

GOAL, LATE = 100.0, 0.1
PATIENCE = 10.0  # seconds until the new words must be there
PAUSE = 0.002  # between two questions of a reader


@dataclass(eq=False)
class Reader(threading.Thread):
    """Asks for an address again and again, and notes when it began and ended, and what it saw."""

    address: str
    seen: list[tuple[float, float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.is_over = threading.Event()
        self.word = "\0"

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.is_over.is_set():
            word, began = self.word, time.monotonic()
            given = ask(self.address)
            found = word if given.status == 200 and word.encode() in given.body else ""
            self.seen.append((began, time.monotonic(), found))
            time.sleep(PAUSE)


def live(folder: Path, pairs: int, times: int) -> Iterator[Row]:
    """Publish an article that many times while readers of three pages look for its new title."""
    workers = os.cpu_count() or 1
    with site(folder, workers=workers) as server, _worker(folder), _writer(folder) as writer:
        readers = [
            Reader(f"{server.address}{path}")
            for path in (f"/fr/blog/{slug(pairs - 1)}/", "/fr/blog/", "/fr/")
        ]
        for reader in readers:
            ask(reader.address)
            reader.start()
        try:
            yield from _published(writer, readers, pairs, times)
        finally:
            for reader in readers:
                reader.is_over.set()
            for reader in readers:
                reader.join(30)


def _published(
    writer: subprocess.Popen[str], readers: list[Reader], pairs: int, times: int
) -> Iterator[Row]:
    lags: list[float] = []
    took: list[float] = []
    stale = 0
    for number in range(times):
        word = f"Nouveau{number:04}x"
        for reader in readers:
            reader.seen.clear()
            reader.word = word
        committed, taken = _publish(writer, slug(pairs - 1), f"{word} titre")
        took.append(1000 * taken)
        lags += [1000 * (_first(reader, word) - committed) for reader in readers]
        time.sleep(LATE)
        stale += sum(
            1
            for reader in readers
            for began, _ended, found in list(reader.seen)
            if began > committed + LATE and found != word
        )
    part = f"publish to live, {times:,} times among {pairs:,} pairs"
    yield at_most(part, "p95 after the commit", percentile(lags, 0.95), "ms", GOAL, 0)
    yield Row(part, "p50 and slowest", f"{percentile(lags, 0.5):.0f} ms, {max(lags):,.0f} ms")
    yield at_most(part, "stale reads begun later than 100 ms after it", stale, "", 0, 0)
    yield Row(part, "the publication itself, until its commit", f"{percentile(took, 0.5):.0f} ms")


def _first(reader: Reader, word: str) -> float:
    """Return when the reader had the first answer with a word."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for _began, ended, found in list(reader.seen):
            if found == word:
                return ended
        time.sleep(PAUSE)
    raise ValueError(f"{reader.address} does not show {word} after {PATIENCE:.0f} s")


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    """Do what waits in the background meanwhile, as beside a site that is served."""
    command = ["manage.py", "run_background", "--until-input-ends", "--verbosity=0"]
    process = subprocess.Popen(
        [sys.executable, *command], cwd=PROJECT, env=environment(folder), stdin=subprocess.PIPE
    )
    try:
        yield
    finally:
        process.communicate(timeout=60)


@contextmanager
def _writer(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.delivery.inside", "write"],
        cwd=PROJECT,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate(timeout=30)


def _publish(writer: subprocess.Popen[str], name: str, title: str) -> tuple[float, float]:
    assert writer.stdin is not None  # noqa: S101
    assert writer.stdout is not None  # noqa: S101
    writer.stdin.write(json.dumps([name, title]) + "\n")
    writer.stdin.flush()
    committed, taken = json.loads(writer.stdout.readline())
    return committed, taken
