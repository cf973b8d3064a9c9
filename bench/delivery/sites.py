"""The sites that are measured: one for each number of pairs, and that each is what it is to be."""

import html
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.delivery import articles
from bench.delivery.load import ask
from bench.delivery.servers import inside, run, site
from bench.delivery.table import Row

LONG_KB = (20, 32)  # of the HTML of a long article
# What it holds beside words: pictures, links to others, tags, authors.
PARTS = ("<picture>", '<a href="/fr/blog/article-', "/fr/blog/etiquettes/", "/fr/blog/auteurs/")


def article(pairs: int) -> str:
    """Return the address of the article that is asked for: a long one, in the middle."""
    number = pairs // 2 // articles.LONG_EVERY * articles.LONG_EVERY
    return f"/fr/blog/{articles.slug(number)}/"


def build(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, Path, Row]]:
    """Make a site for each number of pairs, the smallest first: the next grows from its copy."""
    before: Path | None = None
    for pairs in sorted(sizes):
        made = folder / str(pairs)
        is_there = made.exists()
        if is_there:
            print(f"  {made} is there already")
        elif before is None:
            run(made, "manage.py", "prepare_site")
            run(made, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
        else:
            shutil.copytree(before, made)
        found = inside(made, "fill", str(pairs))
        _check(made, pairs, found)
        figure = (
            f"{found['articles']:,} articles, {found['tags']:,} tags on them, "
            f"{found['authors']:,} authors, {found['pictures']} pictures"
        )
        if not is_there:
            figure += f"; filled and indexed in {found['filled']:.0f} s"
        yield pairs, made, Row("data", f"{pairs:,} pairs", figure)
        before = made


def build_on_postgres(folder: Path, sizes: Sequence[int], server: str) -> dict[int, str]:
    """Make a database for each number of pairs on a server, each grown from a copy of the last.

    Return the DATABASE_URL of each; what is no row is in the folder. `server` is that of its first
    database.
    """
    run(folder, "manage.py", "prepare_site", database=server)
    run(folder, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    _scheme, _slash, host = server.rpartition("?")
    found, before = {}, "postgres"
    for pairs in sorted(sizes):
        name = f"pairs_{pairs}"
        with psycopg.connect(
            host=host.removeprefix("host="), user="postgres", dbname="template1", autocommit=True
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{before}"')
        found[pairs] = f"postgres://postgres@/{name}?{host}"
        _check_rows(pairs, inside(folder, "fill", str(pairs), database=found[pairs]))
        before = name
    return found


def _check_rows(pairs: int, found: dict[str, float]) -> None:
    """Raise where a database does not hold what it is said to hold."""
    count = len(articles.LANGUAGES) * pairs
    wanted = {
        "articles": count,
        "tags": 2 * count,
        "newest": len(articles.LANGUAGES),
        "pictures": articles.PICTURES,
    }
    if wrong := {name: found[name] for name, value in wanted.items() if found[name] != value}:
        raise ValueError(f"{pairs} pairs: {wrong}, and not {wanted}")


def _check(folder: Path, pairs: int, found: dict[str, float]) -> None:
    """Raise where a site is not what it is said to be."""
    _check_rows(pairs, found)
    path = article(pairs)
    name = path.strip("/").rpartition("/")[2]
    title = inside(folder, "titles", name)[name]
    with site(folder) as server:
        first, second = (ask(f"{server.address}{path}") for _time in range(2))
    size = len(first.body) / 1000
    if first.status != 200 or html.escape(title) not in first.body.decode():
        raise ValueError(f"{path} answers {first.status} without its title")
    if absent := [part for part in PARTS if part not in first.body.decode()]:
        raise ValueError(f"{path} has no {absent}")
    if not LONG_KB[0] <= size <= LONG_KB[1]:
        raise ValueError(f"{path} is {size:.1f} kB, and not {LONG_KB}")
    if not second.cache.startswith("Parvis; hit") or second.body != first.body:
        raise ValueError(f"{path} is not kept: {second.cache}")


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Lend a copy of a site, for what changes it."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-copy-") as name:
        copy = Path(name) / "data"
        shutil.copytree(folder, copy)
        yield copy
