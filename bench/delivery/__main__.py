"""`python -m bench.delivery`, which is what `make bench` runs: what delivery costs, in one table.

Builds sites of several sizes, checks that they are what they are said to be, and measures them.
With `--address`, another site is asked for one page, and nothing else is measured.
"""

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]

from bench.delivery import hits, misses, outage, publishing, sites, upkeep, views  # noqa: E402
from bench.delivery.machine import description, fixed_work, tool  # noqa: E402
from bench.delivery.table import Row, results  # noqa: E402
from parvis.delivery.processes import interrupt_on_signals  # noqa: E402
from parvis.pages.catalogues import compile_catalogues  # noqa: E402

RESULTS = PROJECT / "bench" / "RESULTS.md"
INTERRUPTED = "it was interrupted"
SITES = "the sites"  # without which nothing is measured
Measure = Callable[[], Iterable[Row]]


class Account:
    """The rows so far, and what could not be measured."""

    def __init__(self, only: Sequence[str] = ()) -> None:
        self.only = [*only, SITES] if only else []
        self.rows: list[Row] = []
        self.missing: list[str] = []
        self.is_over = False

    def add(self, name: str, measure: Measure, *needs: str) -> None:
        """Measure one thing; say why where it cannot be, and go on with the next."""
        if self.only and not any(part in name for part in self.only):
            self.missing.append(f"{name}: not asked for")
            return
        if absent := [program for program in needs if tool(program) is None]:
            self._miss(
                name, f"{' and '.join(absent)} not installed (apt-get install nginx-light wrk)"
            )
            return
        if self.is_over:
            self.missing.append(f"{name}: {INTERRUPTED}")
            return
        print(f"… {name}", flush=True)
        try:
            for row in measure():
                self.rows.append(row)
                print(
                    f"  {row.part} | {row.name}: {row.figure} {row.goal} {row.verdict}", flush=True
                )
        except KeyboardInterrupt:
            self.is_over = True
            self._miss(name, INTERRUPTED)
        except Exception as error:  # whatever is wrong with one, the others are measured
            traceback.print_exc()
            self._miss(name, f"{type(error).__name__}: {error}")

    def _miss(self, name: str, reason: str) -> None:
        self.missing.append(f"{name}: {reason}")
        print(f"  not measured: {reason}", flush=True)


def measure_all(account: Account, folder: Path, given: argparse.Namespace) -> None:
    """Build the sites and measure everything."""
    rounds, seconds, times = (2, 1, 20) if given.quick else (5, 2, given.publications)
    built: dict[int, Path] = {}

    def build() -> Iterable[Row]:
        for pairs, made, row in sites.build(folder, given.pairs):
            built[pairs] = made
            yield row

    account.add(SITES, build)
    if not built:
        return
    few, many = min(built), max(built)
    path = sites.article(few)
    account.add(
        "hits beside nginx",
        lambda: hits.beside_nginx(built[few], path, rounds, seconds),
        *("nginx", "wrk"),
    )
    account.add(
        "hits under misses", lambda: hits.under_misses(built[few], path, rounds, 2 * seconds), "wrk"
    )
    account.add("publish to live", lambda: publishing.live(built[many], many, times))
    account.add("memory", lambda: upkeep.memory(built[many], many))
    account.add("the first view", lambda: views.of_ours(built[few], path))
    account.add("the start", lambda: upkeep.start(built[few]))
    account.add("the database down", outage.outage)
    account.add("rendered pages", lambda: misses.on_sqlite(built, rounds), "wrk")
    account.add(
        "rendered on PostgreSQL",
        lambda: misses.on_postgres([few, many], rounds, given.data),
        "wrk",
    )
    account.add("after a publication", lambda: misses.after_a_publication(built))
    account.add("first readings", lambda: misses.first_readings(built[few], few))
    account.add("import and export", lambda: upkeep.exchange(built[few]))
    account.add("the admin", lambda: upkeep.dashboard(built[many], many))


def state() -> str:
    """Return what the machine is busy with, and how fast it is just now."""
    loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"load average (1, 5, 15 minutes) {loads}, a fixed piece of Python {fixed_work():.0f} ms"


def about(before: str) -> list[str]:
    """Return what a reader of the figures has to know."""
    return [
        f"{_command()} How it is measured: [README.md](README.md#delivery).",
        f"{description()}. Before: {before}; after: {state()}.",
    ]


def _command() -> str:
    command = " ".join(["python -m bench.delivery", *sys.argv[1:]])
    now = datetime.now(UTC)
    return f"{now.day} {now:%B %Y, %H:%M} UTC, `{command}`."


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.delivery", description=__doc__)
    parser.add_argument(
        "--pairs",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[200, 2_000, 20_000],
        metavar="N,N,…",
        help="pairs of articles of each site (default: 200,2000,20000)",
    )
    parser.add_argument("--publications", type=int, default=1_000, help="how many are timed")
    parser.add_argument("--address", default="", help="measure this page of another site instead")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the table is written")
    parser.add_argument("--data", type=Path, help="where the sites are kept, and used again")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="WORD", help="what to measure, by its name"
    )
    return parser.parse_args()


def main() -> int:
    """Measure, print, write the table; return 1 where something could not be measured."""
    given, before = parsed(), state()
    account = Account(given.only)
    compile_catalogues(PROJECT / "locale")  # addresses are in the languages of their pages
    if given.address:
        rounds, seconds = (2, 1) if given.quick else (5, 5)
        another = given.address
        account.add(another, lambda: views.of_another(another, rounds, seconds), "wrk")
        print(results("Another site", about(before), account.rows, account.missing))
        return 1 if account.missing else 0
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        measure_all(account, given.data or Path(name), given)
    text = results("What delivery costs", about(before), account.rows, account.missing)
    given.results.write_text(text, encoding="utf-8")
    print(f"\n{text}\n{given.results}")
    return 1 if account.missing else 0


if __name__ == "__main__":
    interrupt_on_signals()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
