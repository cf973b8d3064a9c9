"""What a first visit loads, without its pictures; and another site, asked as a reader would."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from bench.delivery.load import GZIP, ask, loaded, wrk
from bench.delivery.servers import CLIENT_CORE, pinned, site
from bench.delivery.table import Row, at_most

REQUESTS, BYTES = 4, 30.0


def first_view(address: str) -> tuple[int, int, int]:
    """Return requests and bytes of a page with what it names in its head; and the page's own bytes.

    Styles, scripts and icons, compressed as browsers ask for them; headers are not counted.
    """
    page = ask(address, GZIP)
    if page.status != 200:
        raise ValueError(f"{address} answers {page.status}")
    soup = BeautifulSoup(ask(address).body, "html.parser")
    named = [
        *(
            link["href"]
            for link in soup.select("link[rel~=stylesheet][href], link[rel~=icon][href]")
        ),
        *(script["src"] for script in soup.select("script[src]")),
    ]
    files = list(dict.fromkeys(urljoin(address, str(name)) for name in named))
    host = urlsplit(address).netloc
    # What is of another host is counted as a request, and left alone.
    own = [file for file in files if urlsplit(file).netloc == host]
    sizes = [len(ask(file, {"Accept-Encoding": "br, gzip"}).body) for file in own]
    return 1 + len(files), len(page.body) + sum(sizes), len(page.body)


def of_ours(data: Path, path: str) -> Iterator[Row]:
    """Count the first view of an article."""
    with site(data) as server:
        requests, size, _own = first_view(f"{server.address}{path}")
    yield at_most("first view", "requests, without pictures", requests, "", REQUESTS, 0)
    yield at_most("first view", "body bytes over the wire", size / 1000, "kB", BYTES)


def of_another(address: str, rounds: int, seconds: float) -> Iterator[Row]:
    """Ask another site for one page: its speed as seen from here, and its first view."""
    requests, size, own = first_view(address)
    yield Row(address, "the page, compressed", f"{own / 1000:.1f} kB")
    yield Row(address, "first view without pictures", f"{requests} requests, {size / 1000:.1f} kB")
    for clients in (1, 8):
        command = pinned(wrk(address, clients=clients, seconds=seconds, headers=GZIP), CLIENT_CORE)
        loads = sorted(
            (loaded(lambda: 0.0, command) for _round in range(rounds)), key=lambda load: load.rate
        )
        middle = loads[len(loads) // 2]
        figure = f"{middle.rate:,.0f} a second, p50 {middle.p50:.1f} ms, p99 {middle.p99:.1f} ms"
        if middle.failed:
            figure += f", {middle.failed} failed"
        yield Row(address, f"{clients} clients" if clients > 1 else "1 client", figure)
