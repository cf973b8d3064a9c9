"""Pages that are rendered: what each kind costs, and whether it grows with the publication."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.delivery import articles
from bench.delivery.load import ask, measure
from bench.delivery.machine import median
from bench.delivery.servers import SERVER_CORE, Server, inside, site
from bench.delivery.sites import article, build_on_postgres
from bench.delivery.table import Row, at_most
from tests.postgres import postgres

GROWTH, ARTICLE_CPU, ARTICLE, LIST = 1.1, 8.0, 10, 12
# All that matches is counted, so that it grows with what matches: a goal of its own.
COUNTED, COUNTED_GROWTH = "search, of what every article has", 10.0
PER_PAGE = 10
SECONDS, ROUNDS = 1, 3  # of asking for one page, before the next size's turn; of whole processes
CARD, RESULT = 'class="card-title"', "<mark>"
YEAR = articles.FIRST_DAY.year
LONG, OTHER = articles.slug(2 * articles.LONG_EVERY), articles.slug(4 * articles.LONG_EVERY)


class Kind(NamedTuple):
    """A kind of page: an address, in which `{last}` is a list’s last page, and what it must say."""

    path: str
    says: str
    status: int = 200

    def at(self, pairs: int) -> str:
        """Return its address among so many pairs."""
        return self.path.format(last=pairs // PER_PAGE)


KINDS = {
    "choice of languages": Kind("/", 'hreflang="fr"'),
    "home": Kind("/fr/", CARD),
    "index": Kind("/fr/blog/", CARD),
    "index, page 2": Kind("/fr/blog/?page=2", CARD),
    "index, last page": Kind("/fr/blog/?page={last}", CARD),
    "all tags": Kind("/fr/blog/etiquettes/", "/etiquettes/sujet-1/"),
    "tag": Kind("/fr/blog/etiquettes/sujet-1/", CARD),
    "author": Kind("/fr/blog/auteurs/personne-1/", CARD),
    "year": Kind(f"/fr/blog/archives/{YEAR}/", CARD),
    "month": Kind(f"/fr/blog/archives/{YEAR}/1/", CARD),
    "article": Kind(f"/fr/blog/{LONG}/", "</h1>"),
    "article, in English": Kind(f"/en/blog/{OTHER}/", "</h1>"),
    "article, beside its translation": Kind(f"/fr/blog/{LONG}/en/", "</h1>"),
    "feed (RSS)": Kind("/fr/blog/flux/rss/", "<item>"),
    "feed (Atom)": Kind("/fr/blog/flux/atom/", "<entry>"),
    "feed (JSON)": Kind("/fr/blog/flux/json/", "content_html"),
    "search, of what one article has": Kind(f"/fr/recherche/?q={3 * articles.LONG_EVERY}", RESULT),
    COUNTED: Kind("/fr/recherche/?q=sujet", " résultats pour"),  # by their tags
    "404": Kind("/fr/rien/", "</h1>", 404),
}
ARTICLES = [kind for kind in KINDS if kind.startswith("article")]
FIRST_READINGS = 40


def on_sqlite(sites: dict[int, Path], rounds: int) -> Iterator[Row]:
    """Measure each kind of page at each size, on SQLite."""
    yield from _rendered({pairs: (folder, "") for pairs, folder in sites.items()}, rounds)


def on_postgres(sizes: Sequence[int], rounds: int, kept: Path | None) -> Iterator[Row]:
    """Measure the same on PostgreSQL; the CPU of its processes is counted too."""
    with ExitStack() as stack:
        whole = kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-bench-"))
        folder = Path(whole) / "postgresql"
        (folder / "site").mkdir(parents=True, exist_ok=True)
        server = stack.enter_context(postgres(folder / "server"))
        databases = build_on_postgres(folder / "site", sizes, server)
        sites = {pairs: (folder / "site", database) for pairs, database in databases.items()}
        yield from _rendered(sites, rounds, " (PostgreSQL)")


def _rendered(sites: dict[int, tuple[Path, str]], rounds: int, told: str = "") -> Iterator[Row]:
    """Measure each kind of page at each size as it is rendered for one reader, in turn.

    By a process that has rendered others: what many pages show alike is at hand, the page is not.
    """
    asked = {
        pairs: inside(
            folder, "queries", *(kind.at(pairs) for kind in KINDS.values()), database=database
        )
        for pairs, (folder, database) in sites.items()
    }
    costs: dict[str, dict[int, list[float]]] = {
        kind: {pairs: [] for pairs in sites} for kind in KINDS
    }
    with ExitStack() as stack:
        running = {
            pairs: stack.enter_context(site(folder, core=SERVER_CORE, database=database))
            for pairs, (folder, database) in sites.items()
        }
        for name, kind in KINDS.items():
            for pairs, server in running.items():
                _check(server, kind, uncached(kind.at(pairs)))
            for _round in range(rounds):
                for pairs, server in running.items():
                    path = uncached(kind.at(pairs))
                    found = measure(server, path, clients=1, seconds=SECONDS)
                    costs[name][pairs].append(found.cpu)
    for name, kind in KINDS.items():
        queries = {pairs: found[kind.at(pairs)] for pairs, found in asked.items()}
        yield from _rows(name, costs[name], queries, told)


def uncached(path: str) -> str:
    """Return an address that is rendered each time: with a parameter that leads to no page."""
    return f"{path}{'&' if '?' in path else '?'}uncached=1"


def _check(server: Server, kind: Kind, path: str) -> None:
    """Raise where a page is not what is to be measured, or comes from memory."""
    given = ask(f"{server.address}{path}")
    if given.status != kind.status or "cache-status" in given.headers:
        raise ValueError(f"{path} answers {given.status} {given.cache}")
    if kind.says not in given.body.decode():
        raise ValueError(f"{path} does not say {kind.says}")


def _rows(
    kind: str, found: dict[int, list[float]], queries: dict[int, int], told: str
) -> Iterator[Row]:
    costs = {pairs: median(each) for pairs, each in found.items()}
    sizes, part = list(costs), f"miss: {kind}{told}"
    figures = ", ".join(f"{costs[pairs]:.1f}" for pairs in sizes)
    named = ", ".join(f"{pairs:,}" for pairs in sizes)
    if kind == "article":
        worst = max(costs.values())
        yield Row(
            part,
            f"CPU among {named} pairs",
            f"{figures} ms",
            f"≤ {ARTICLE_CPU:g} ms",
            worst <= ARTICLE_CPU,
        )
    else:
        yield Row(part, f"CPU among {named} pairs", f"{figures} ms")
    if len(sizes) > 1:
        growth = _growth(found)
        yield at_most(part, "the largest to the smallest", growth, "×", GROWTH, 2)
        if kind == COUNTED:
            name = "the same, by the goal of a search"
            yield at_most(part, name, growth, "×", COUNTED_GROWTH, 2)
    most = ARTICLE if kind in ARTICLES else LIST
    counted = sorted(set(queries.values()))
    yield Row(
        part,
        "queries",
        " or ".join(map(str, counted)),
        f"≤ {most}",
        max(counted) <= most,
    )


def _growth(found: dict[int, list[float]]) -> float:
    """Return how many times what it takes among the fewest it takes among the most.

    Of rounds that follow one another: from one to the next, a machine may become twice as slow.
    """
    fewest, most = found[min(found)], found[max(found)]
    return median(there / here for here, there in zip(fewest, most, strict=True))


def after_a_publication(sites: dict[int, Path]) -> Iterator[Row]:
    """Measure the first page of an index once an article is published; once nothing is at hand."""
    for task, when, what in (
        ("renewed", "once after a publication", "its counts and the article made anew"),
        ("anew", "once after a start", "nothing at hand"),
    ):
        found: dict[int, list[float]] = {pairs: [] for pairs in sites}
        for _round in range(ROUNDS):
            for pairs, folder in sites.items():
                seconds = inside(folder, task, KINDS["index"].path)["seconds"]
                found[pairs].append(1000 * seconds)
        figures = ", ".join(f"{median(each):.1f}" for each in found.values())
        named = ", ".join(f"{pairs:,}" for pairs in found)
        part = f"miss: index, {when}"
        yield Row(part, f"CPU among {named} pairs, {what}", f"{figures} ms")
        if len(found) > 1:
            yield at_most(part, "the largest to the smallest", _growth(found), "×", GROWTH, 2)


def _of(number: int) -> str:
    return f"/fr/blog/{articles.slug(number)}/"


def first_readings(folder: Path, pairs: int) -> Iterator[Row]:
    """Measure articles that are rendered, compressed and kept, each asked for once."""
    # Not the one that was asked for already: it is rendered ahead after a start.
    numbers = [n for n in range(pairs) if articles.is_long(n) and article(pairs) != _of(n)]
    numbers = numbers[:FIRST_READINGS]
    with site(folder, core=SERVER_CORE) as server:
        for _time in range(10):
            ask(f"{server.address}{uncached(_of(1))}")
        before = server.cpu()
        for number in numbers:
            given = ask(f"{server.address}{_of(number)}")
            if given.status != 200 or "stored" not in given.cache:
                raise ValueError(f"article {number}: {given.status} {given.cache}")
        used = 1000 * (server.cpu() - before) / len(numbers)
        yield Row(
            "miss: article", "rendered, compressed and kept, among the fewest", f"{used:.1f} ms"
        )
        # No article of these was in a list before.
        last = pairs // PER_PAGE
        before, addresses = server.cpu(), [f"/en/blog/?page={n}" for n in range(2, last)]
        for address in addresses[:FIRST_READINGS]:
            if "stored" not in ask(f"{server.address}{address}").cache:
                raise ValueError(f"{address} is not kept")
        used = 1000 * (server.cpu() - before) / len(addresses[:FIRST_READINGS])
    yield Row("miss: index", "of articles that no list showed before, likewise", f"{used:.1f} ms")
