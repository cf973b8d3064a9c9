"""What a site takes beside its answers: memory, a start, an import, an export, the admin."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.delivery import articles
from bench.delivery.load import ask
from bench.delivery.machine import median
from bench.delivery.servers import HOST, environment, free_port, inside, site, wait_for
from bench.delivery.sites import copied
from bench.delivery.table import Row, at_most
from parvis.delivery.processes import PROJECT

AT_REST, KEPT, START = 200.0, 15.0, 2.0
MOST_KEPT, IMPORTED = 2_000, 60
PRODUCTION = {"ALLOWED_HOSTS": HOST, "SECURE_SSL_REDIRECT": "false"}


def memory(folder: Path, pairs: int) -> Iterator[Row]:
    """Measure a worker that has answered a hundred times, and what each kept article adds."""
    with site(folder) as server:
        for number in range(100):
            ask(f"{server.address}/fr/blog/{articles.slug(number % pairs)}/?uncached=1")
        rest, mapped = (taken / 1e6 for taken in server.memory())
    yield at_most("memory", "a worker at rest, its own", rest, "MB", AT_REST, 0)
    yield Row("memory", "with the files it maps: libraries, SQLite’s database", f"{mapped:.0f} MB")
    numbers = [number for number in range(pairs) if articles.is_long(number)]
    addresses = [f"/{path}/{articles.slug(n)}/" for path in ("fr/blog", "en/blog") for n in numbers]
    addresses = addresses[:MOST_KEPT]
    # Or what was read most before would be rendered ahead meanwhile.
    (folder / "delivery" / "read.json").unlink(missing_ok=True)
    found = inside(folder, "memory", *addresses, PARVIS_CACHE_MB="512")
    count = len(addresses) - len(addresses) // 4
    if found["kept"] != count:
        raise ValueError(f"{found['kept']} of {count} pages were kept")
    kind = f"{count:,} articles of about 25 kB"
    for told, encodings in (("", "in brotli"), (" in both", "in brotli and gzip")):
        grown, store = (
            found[f"{name}{told}"] / found["kept"] / 1000 for name in ("grown", "store")
        )
        name = f"a kept article {encodings}"
        yield at_most("memory", f"{name}, by the process ({kind})", grown, "kB", KEPT)
        yield at_most("memory", f"{name}, by the store’s account", store, "kB", KEPT)


def start(folder: Path) -> Iterator[Row]:
    """Measure the start of a site whose data is ready, until a page is answered."""
    with copied(folder) as copy:
        secret = secrets.token_urlsafe(50)
        _until_ready(copy, secret)  # the first time, it prepares the data
        seconds = median(_until_ready(copy, secret) for _round in range(3))
    yield at_most("start", "until a page is answered, the middle of 3", seconds, "s", START)


def _until_ready(folder: Path, secret: str) -> float:
    """Start what `make serve` starts, and return how long it took."""
    port = free_port()
    given = ["--port", str(port), "--workers", str(os.cpu_count() or 1)]
    env = environment(folder, SECRET_KEY=secret, **PRODUCTION)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis.delivery", *given],
        cwd=PROJECT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://{HOST}:{port}/fr/", process)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait(30)


def exchange(folder: Path) -> Iterator[Row]:
    """Measure an import and an export, on a copy."""
    with copied(folder) as copy:
        found = inside(copy, "exchange", str(IMPORTED))
    if found["imported"] != IMPORTED:
        raise ValueError(f"{found['imported']} of {IMPORTED} articles were imported")
    rate, cpu = IMPORTED / found["import"], 1000 * found["import CPU"] / IMPORTED
    yield Row("import", "articles of Markdown", f"{rate:.1f} a second, {cpu:.0f} ms of CPU each")
    rate = found["pages"] / found["export"]
    yield Row("export", f"the whole site, {found['pages']:,} pages", f"{rate:.1f} a second")


def dashboard(folder: Path, pairs: int) -> Iterator[Row]:
    """Measure what an administrator sees first."""
    for name, (queries, cpu) in inside(folder, "dashboard").items():
        part = f"admin, {pairs:,} pairs"
        yield Row(part, name, f"{queries:.0f} queries, {cpu:.0f} ms of CPU")
