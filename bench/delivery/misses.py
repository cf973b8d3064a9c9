"""Pages that are rendered: what each kind costs, and whether it grows with the publication."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.delivery import articles
from bench.delivery.load import ask, measure
from bench.delivery.machine import median
from bench.delivery.servers import SERVER_CORE, Server, inside, site
from bench.delivery.table import Row, at_most

GROWTH, ARTICLE_CPU, ARTICLE, LIST = 1.1, 8.0, 10, 12
# Of everything that matches the best is shown, so that it grows with what matches.
RANKED = "search, of what every article has"
KINDS = {
    "home": "/fr/",
    "index": "/fr/blog/",
    "index, page 2": "/fr/blog/?page=2",
    "tag": "/fr/blog/etiquettes/sujet-1/",
    "author": "/fr/blog/auteurs/personne-1/",
    "year": f"/fr/blog/archives/{articles.FIRST_DAY.year}/",
    "article": f"/fr/blog/{articles.slug(2 * articles.LONG_EVERY)}/",
    "feed": "/fr/blog/flux/rss/",
    "search, of what one article has": f"/fr/recherche/?q={3 * articles.LONG_EVERY}",
    RANKED: "/fr/recherche/?q=sujet",
    "404": "/fr/rien/",
}
FIRST_READINGS = 40


def rendered(sites: dict[int, Path], rounds: int, seconds: float) -> Iterator[Row]:
    """Measure each kind of page at each size as it is rendered for one reader, in turn.

    By a process that has rendered others: what many pages show alike is at hand, the page is not.
    """
    asked = {pairs: inside(folder, "queries", *KINDS.values()) for pairs, folder in sites.items()}
    costs: dict[str, dict[int, list[float]]] = {
        kind: {pairs: [] for pairs in sites} for kind in KINDS
    }
    with ExitStack() as stack:
        running = {
            pairs: stack.enter_context(site(folder, core=SERVER_CORE))
            for pairs, folder in sites.items()
        }
        for kind, path in KINDS.items():
            path = uncached(path)
            for server in running.values():
                _check(server, kind, path)
            for _round in range(rounds):
                for pairs, server in running.items():
                    found = measure(server, path, clients=1, seconds=seconds)
                    costs[kind][pairs].append(found.cpu)
    for kind, path in KINDS.items():
        each = {pairs: median(found) for pairs, found in costs[kind].items()}
        queries = {pairs: found[path] for pairs, found in asked.items()}
        yield from _rows(kind, each, queries)


def uncached(path: str) -> str:
    """Return an address that is rendered each time: with a parameter that leads to no page."""
    return f"{path}{'&' if '?' in path else '?'}uncached=1"


def _check(server: Server, kind: str, path: str) -> None:
    given = ask(f"{server.address}{path}")
    if given.status != (404 if kind == "404" else 200) or "cache-status" in given.headers:
        raise ValueError(f"{path} answers {given.status} {given.cache}")


def _rows(kind: str, costs: dict[int, float], queries: dict[int, int]) -> Iterator[Row]:
    sizes = list(costs)
    figures = ", ".join(f"{costs[pairs]:.1f}" for pairs in sizes)
    named = ", ".join(f"{pairs:,}" for pairs in sizes)
    if kind == "article":
        worst = max(costs.values())
        yield Row(
            f"miss: {kind}",
            f"CPU among {named} pairs",
            f"{figures} ms",
            f"≤ {ARTICLE_CPU:g} ms",
            worst <= ARTICLE_CPU,
        )
    else:
        yield Row(f"miss: {kind}", f"CPU among {named} pairs", f"{figures} ms")
    if len(sizes) > 1:
        ratio = costs[sizes[-1]] / costs[sizes[0]]
        if kind == RANKED:
            yield Row(f"miss: {kind}", "the largest to the smallest", f"{ratio:.1f} ×")
        else:
            yield at_most(f"miss: {kind}", "the largest to the smallest", ratio, "×", GROWTH, 2)
    most = ARTICLE if kind == "article" else LIST
    counted = sorted(set(queries.values()))
    yield Row(
        f"miss: {kind}",
        "queries",
        " or ".join(map(str, counted)),
        f"≤ {most}",
        max(counted) <= most,
    )


def first_readings(folder: Path, pairs: int) -> Iterator[Row]:
    """Measure articles that are rendered, compressed and kept, each asked for once."""
    numbers = [n for n in range(pairs) if articles.is_long(n)][:FIRST_READINGS]
    with site(folder, core=SERVER_CORE) as server:
        for _time in range(10):
            ask(f"{server.address}{uncached(f'/fr/blog/{articles.slug(1)}/')}")
        before = server.cpu()
        for number in numbers:
            given = ask(f"{server.address}/fr/blog/{articles.slug(number)}/")
            if given.status != 200 or "stored" not in given.cache:
                raise ValueError(f"article {number}: {given.status} {given.cache}")
        used = 1000 * (server.cpu() - before) / len(numbers)
    yield Row("miss: article", "rendered, compressed and kept, among the fewest", f"{used:.1f} ms")
