"""Asking: one answer, or as many as a second holds."""

import http.client
import math
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.delivery.machine import tool
from bench.delivery.servers import CLIENT_CORE, Server, pinned
from tests.delivery.readers import Given, read

Headers = Mapping[str, str]
NONE: Headers = {}
GZIP: Headers = {"Accept-Encoding": "gzip"}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What asking gave: for how long, answers a second, CPU and waiting in milliseconds."""

    seconds: float
    rate: float
    cpu: float
    p50: float
    p99: float
    failed: int


def ask(address: str, headers: Headers = NONE) -> Given:
    """Ask once, on a connection of its own."""
    parts = urlsplit(address)
    made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = made(parts.netloc, timeout=30)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return read(connection, path, headers)
    finally:
        connection.close()


def wrk(address: str, *, clients: int, seconds: float, headers: Headers = NONE) -> list[str]:
    """Return the command that asks for an address as often as it can."""
    program = tool("wrk")
    if program is None:
        raise FileNotFoundError("wrk")
    named = [f"{name}: {value}" for name, value in headers.items()]
    options = [part for header in named for part in ("-H", header)]
    length = f"{max(1, round(seconds))}s"
    return [program, "-t1", f"-c{clients}", f"-d{length}", "--latency", *options, address]


def measure(
    server: Server, path: str, *, clients: int = 8, seconds: float = 2, headers: Headers = NONE
) -> Load:
    """Ask a server for a path as often as it can answer."""
    command = wrk(f"{server.address}{path}", clients=clients, seconds=seconds, headers=headers)
    return loaded(server.cpu, pinned(command, CLIENT_CORE))


def loaded(cpu: Callable[[], float], command: list[str]) -> Load:
    """Run wrk, and return what it counted beside the CPU it caused."""
    before = cpu()
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    used = cpu() - before
    return counted(said, used)


def counted(said: str, used: float) -> Load:
    """Return what wrk says as figures."""
    found = re.search(r"(\d+) requests in ([\d.]+)(\w+),", said)
    if found is None:
        raise ValueError(f"wrk says nothing of requests: {said}")
    requests, seconds = int(found[1]), float(found[2]) * UNITS[found[3]] / 1000
    waits = dict(re.findall(r"^\s+(\d+)%\s+([\d.]+\w+) *$", said, re.MULTILINE))
    failed = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", said)))
    failed += sum(
        int(number)
        for line in re.findall(r"Socket errors: (.*)", said)
        for number in re.findall(r"\d+", line)
    )
    return Load(
        seconds=seconds,
        rate=requests / seconds,
        cpu=1000 * used / requests if requests else math.inf,
        p50=_milliseconds(waits["50"]),
        p99=_milliseconds(waits["99"]),
        failed=failed,
    )


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]
