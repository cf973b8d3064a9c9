"""Pages from memory: beside nginx, which sends the same bytes, each on the same core in turn."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.delivery.load import GZIP, Headers, Load, ask, measure, wrk
from bench.delivery.machine import median
from bench.delivery.servers import (
    CLIENT_CORE,
    SERVER_CORE,
    Server,
    constant,
    nginx,
    pinned,
    site,
)
from bench.delivery.table import Row, at_least, at_most
from tests.delivery.readers import Given

GOAL_RATIO, GOAL_CPU = 0.5, 0.03
GOAL_P99, GOAL_TIMES = 15.0, 10.0
MISSING = "/fr/blog/?uncached=1"  # a parameter that is not known is never answered from memory
HAMMERS = 8
OWN = ("date", "server", "connection")  # headers of the web server
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # it counts
ENCODINGS = {"gzip": "article.html", "br": "article.br"}


def beside_nginx(data: Path, path: str, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure hits and 304s on one worker and on nginx, in turn."""
    with site(data, core=SERVER_CORE) as ours:
        address = f"{ours.address}{path}"
        ask(address)
        kept = {name: ask(address, {"Accept-Encoding": name}) for name in ENCODINGS}
        plain = ask(address)
        files = {
            "article.html": plain.body,
            "article.html.gz": kept["gzip"].body,
            "article.br": kept["br"].body,
        }
        sizes = ", ".join(f"{name} {len(given.body):,} bytes" for name, given in kept.items())
        yield Row("hit", "the article", f"{len(plain.body):,} bytes of HTML; {sizes}")
        with nginx(files, SERVER_CORE) as theirs:
            _check_bytes(theirs, kept)
            for name, file in ENCODINGS.items():
                headers = {"Accept-Encoding": name}
                one, other = (ours, path, headers), (theirs, f"/{file}", headers)
                yield from _compared("hit", name, *_in_turn(one, other, rounds, seconds))
            told = {
                name: each for name, each in kept["gzip"].headers.items() if name.lower() not in OWN
            }
            with constant(kept["gzip"].body, told, SERVER_CORE) as bare:
                alone = (bare, "/", GZIP), (theirs, "/article.html", GZIP)
                yield _alone(*_in_turn(*alone, rounds, seconds))
            with site(data, core=SERVER_CORE, PARVIS_STATISTICS="true") as counting:
                visited = (counting, path, {**GZIP, "User-Agent": BROWSER})
                yield _counted(*_in_turn(visited, alone[1], rounds, seconds))
            with site(data, core=SERVER_CORE, PARVIS_CACHE_MB="0") as unkept:
                yield from _without(
                    *_in_turn((ours, path, GZIP), (unkept, path, GZIP), rounds, seconds)
                )
            known = _unchanged(ours, path), _unchanged(theirs, "/article.html")
            yield from _compared("304", "unchanged", *_in_turn(*known, rounds, seconds))


def _check_bytes(theirs: Server, kept: dict[str, Given]) -> None:
    for name, file in ENCODINGS.items():
        given = ask(f"{theirs.address}/{file}", {"Accept-Encoding": name})
        if given.body != kept[name].body or given.headers.get("content-encoding") != name:
            raise ValueError(f"nginx does not send the same {name} bytes")


Asked = tuple[Server, str, Headers]


def _unchanged(server: Server, path: str) -> Asked:
    """Return how a browser asks that has the page already."""
    etag = ask(f"{server.address}{path}", GZIP).headers["etag"]
    headers = {**GZIP, "If-None-Match": etag}
    if (status := ask(f"{server.address}{path}", headers).status) != 304:
        raise ValueError(f"{server.address}{path} answers {status} to who has it")
    return server, path, headers


def _in_turn(
    one: Asked, other: Asked, rounds: int, seconds: float
) -> tuple[list[Load], list[Load]]:
    found: tuple[list[Load], list[Load]] = ([], [])
    for _round in range(rounds):
        for (server, path, headers), loads in zip((one, other), found, strict=True):
            loads.append(measure(server, path, seconds=seconds, headers=headers))
    if failed := sum(each.failed for each in (*found[0], *found[1])):
        raise ValueError(f"{failed} answers failed")
    return found


def _compared(part: str, name: str, ours: list[Load], theirs: list[Load]) -> Iterator[Row]:
    mine, other = median(each.cpu for each in ours), median(each.cpu for each in theirs)
    rates = [median(each.rate for each in loads) for loads in (ours, theirs)]
    # Of pairs that follow one another. What else the machine does takes the time of both, not
    # their CPU: on a core of their own, answers a second are as the CPU of one.
    ratio = median(b.cpu / a.cpu for a, b in zip(ours, theirs, strict=True))
    yield at_least(part, f"{name}: answers for the same CPU, of nginx’s", ratio, "×", GOAL_RATIO)
    each = f"{rates[0]:,.0f} and {rates[1]:,.0f}, {rates[0] / rates[1]:.2f} ×"
    yield Row(part, f"{name}: answers a second, Parvis and nginx, by the clock", each)
    yield at_most(part, f"{name}: CPU of one", mine, "ms", GOAL_CPU, digits=4)
    yield Row(part, f"{name}: CPU of one of nginx’s", f"{other:.4f} ms")


def _alone(bare: list[Load], theirs: list[Load]) -> Row:
    """Return what there is for a hit to take: the rest of nginx’s speed is the web server’s."""
    ratio = median(b.cpu / a.cpu for a, b in zip(bare, theirs, strict=True))
    taken = median(each.cpu for each in bare)
    name = "the web server alone, which sends the same bytes without asking Parvis"
    return Row("hit", name, f"{ratio:.2f} × nginx’s, {taken:.4f} ms")


def _counted(visited: list[Load], theirs: list[Load]) -> Row:
    """Return what a hit takes where the site counts how often its pages are read."""
    ratio = median(b.cpu / a.cpu for a, b in zip(visited, theirs, strict=True))
    taken = median(each.cpu for each in visited)
    return Row("hit", "where each visit is counted", f"{ratio:.2f} × nginx’s, {taken:.4f} ms")


def _without(kept: list[Load], rendered: list[Load]) -> Iterator[Row]:
    """Return what there is of the same page where nothing is kept."""
    ratio = median(b.cpu / a.cpu for a, b in zip(kept, rendered, strict=True))
    name = "answers for the same CPU, of the same page without the cache"
    taken = median(each.cpu for each in rendered)
    yield Row("hit", name, f"{ratio:,.0f} ×, which takes {taken:.1f} ms")


def under_misses(data: Path, path: str, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure hits while clients ask for what has to be rendered; then one worker that blocks."""
    workers = os.cpu_count() or 1
    with (
        site(data, workers=workers) as ours,
        site(data, workers=1, threads=1, PARVIS_CACHE_MB="0") as blocking,
    ):
        for _time in range(4 * workers):
            ask(f"{ours.address}{path}")
        quiet, busy, others = [], [], []
        for _round in range(rounds):
            quiet.append(measure(ours, path, clients=4, seconds=seconds, headers=GZIP))
            busy.append(_hammered(ours, path, seconds))
            others.append(_hammered(blocking, path, seconds))
    part = f"hits while {HAMMERS} clients ask for what is rendered"
    p99 = median(each.p99 for each in busy)
    yield at_most(part, "p99", p99, "ms", GOAL_P99)
    yield Row(part, "p50", f"{median(each.p50 for each in busy):.1f} ms")
    waits = [median(each.p50 for each in quiet), median(each.p99 for each in quiet)]
    yield Row(part, "p50 and p99 where nobody does", f"{waits[0]:.2f} ms, {waits[1]:.2f} ms")
    rates = [median(each.rate for each in loads) for loads in (busy, others)]
    # A worker that answers nobody in time is taken to have answered once.
    times = median(a.rate / max(b.rate, 1 / b.seconds) for a, b in zip(busy, others, strict=True))
    yield at_least(part, "answers a second, of one blocking worker’s", times, "×", GOAL_TIMES, 1)
    yield Row(part, "answers a second, ours and that worker’s", f"{rates[0]:,.0f}, {rates[1]:,.1f}")


def _hammered(server: Server, path: str, seconds: float) -> Load:
    """Ask for a page while others ask for one that is rendered each time."""
    hammer = wrk(f"{server.address}{MISSING}", clients=HAMMERS, seconds=seconds + 2)
    beside = subprocess.Popen(pinned(hammer, CLIENT_CORE), stdout=subprocess.DEVNULL)
    try:
        return measure(server, path, clients=4, seconds=seconds, headers=GZIP)
    finally:
        beside.terminate()
        beside.wait()
