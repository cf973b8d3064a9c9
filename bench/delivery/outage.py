"""What readers are served while the database is down, and once it is back."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.delivery import articles
from bench.delivery.load import ask
from bench.delivery.servers import Server, inside, run, site
from bench.delivery.table import Row
from tests.postgres import postgres, stopped

PAIRS = 40
PART = "database down (PostgreSQL)"
PATIENCE = 60.0


def outage() -> Iterator[Row]:
    """Stop the database under a site that is served, ask for pages, and start it again."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name, postgres() as url:
        folder = Path(name)
        run(folder, "manage.py", "prepare_site", database=url)
        run(folder, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
        inside(folder, "fill", str(PAIRS), database=url)
        with site(folder, database=url) as server:
            yield from _stopped(server, url)


def _stopped(server: Server, database: str) -> Iterator[Row]:
    addresses = [f"/fr/blog/{articles.slug(number)}/" for number in range(PAIRS)]
    kept, others = ["/fr/", "/fr/blog/", *addresses[::2]], addresses[1::2]
    kept = [path for path in kept if "stored" in _status(server, path)[1] or _is_hit(server, path)]
    slowest, answered = 0.0, 0
    with stopped(database):
        for path in kept:
            began = time.monotonic()
            answered += _status(server, path)[0] == 200
            slowest = max(slowest, 1000 * (time.monotonic() - began))
        refused = sum(_status(server, path)[0] == 503 for path in others)
        french = ask(f"{server.address}{others[0]}").body
    back = _seconds_until_all_answer(server, [*kept, *others])
    goal = f"{len(kept)} of {len(kept)}"
    figure = f"{answered} of {len(kept)}, the slowest after {slowest:.0f} ms"
    yield Row(PART, "pages kept that answer 200", figure, goal, answered == len(kept))
    goal = f"{len(others)} of {len(others)}"
    yield Row(
        PART,
        "others that say 503, in their language",
        f"{refused} of {len(others)}",
        goal,
        refused == len(others) and b'lang="fr"' in french,
    )
    is_back = back < PATIENCE
    figure = f"after {back:.1f} s" if is_back else f"not after {PATIENCE:.0f} s"
    yield Row(PART, "all answer again once it is back", figure, "by themselves", is_back)


def _seconds_until_all_answer(server: Server, paths: list[str]) -> float:
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE:
        if all(_status(server, path)[0] == 200 for path in paths):
            break
        time.sleep(0.2)
    return time.monotonic() - began


def _status(server: Server, path: str) -> tuple[int, str]:
    given = ask(f"{server.address}{path}")
    return given.status, given.cache


def _is_hit(server: Server, path: str) -> bool:
    return "hit" in _status(server, path)[1]
