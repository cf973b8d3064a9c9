"""`python -m bench.lighthouse`: what Lighthouse says of the demo's pages, in both languages.

An article, the index of articles, a tag and the home page in French and in English, as `make serve`
serves them; each is loaded as on a phone. Lighthouse itself is fetched by npm, into `.cache`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.delivery.load import ask
from bench.delivery.machine import description
from bench.delivery.servers import run, site
from tests.tools import chromium_path

PROJECT = Path(__file__).resolve().parent.parent
VERSION = "13.5.0"
SCORES = ("performance", "accessibility", "best-practices", "seo")
# What a first page of each language leads to, by the beginning of its address.
KINDS = {
    "fr": {"home": "/fr/", "index": "/fr/blog/", "tag": "/fr/blog/etiquettes/"},
    "en": {"home": "/en/", "index": "/en/blog/", "tag": "/en/blog/tags/"},
}
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def program() -> Path:
    """Return Lighthouse, installed where it is not."""
    folder = PROJECT / ".cache" / "lighthouse"
    found = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-save", "--no-audit", "--no-fund", "--silent"]
        command = ["npm", "install", "--prefix", str(folder), *quiet, f"lighthouse@{VERSION}"]
        subprocess.run(command, check=True)
    return found


def addresses(server: str) -> Iterator[tuple[str, str]]:
    """Yield what is asked for, with its kind: the first article and the first tag of each index."""
    for code, known in KINDS.items():
        index = ask(f"{server}{known['index']}").body.decode()
        links = re.findall(r'href="([^"?#]+)"', index)
        article = next(
            link
            for link in links
            if re.fullmatch(rf"{known['index']}[\w-]+/", link) and link != known["tag"]
        )
        tag = next(link for link in links if re.fullmatch(rf"{known['tag']}[\w-]+/", link))
        found = {"home": known["home"], "index": known["index"], "tag": tag, "article": article}
        for kind, path in found.items():
            yield f"{kind} ({code})", f"{server}{path}"


def scores(lighthouse: Path, address: str, chromium: str) -> list[int]:
    """Return what a page is given, out of a hundred each."""
    with tempfile.TemporaryDirectory(prefix="parvis-lighthouse-") as name:
        report = Path(name) / "report.json"
        subprocess.run(
            [
                *("node", str(lighthouse), address, "--quiet", "--output=json"),
                *(f"--output-path={report}", f"--chrome-flags={CHROMIUM}"),
                f"--only-categories={','.join(SCORES)}",
            ],
            env=os.environ | {"CHROME_PATH": chromium},
            check=True,
        )
        found = json.loads(report.read_text())["categories"]
    return [round(100 * found[name]["score"]) for name in SCORES]


def main() -> int:
    """Measure and print a table; return 1 where something is below a hundred."""
    chromium = chromium_path()
    if chromium is None:
        print("Chromium is not installed (or name it in CHROMIUM)", file=sys.stderr)
        return 1
    lighthouse, given = program(), os.environ.get("PARVIS_DATA", "")
    with tempfile.TemporaryDirectory(prefix="parvis-lighthouse-data-") as name:
        data = Path(given or name)
        if not given:
            run(data, "manage.py", "prepare_demo")
            run(data, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
            run(data, "manage.py", "prepare_pictures")
        print(f"Lighthouse {VERSION}, {datetime.now(UTC):%d %B %Y}, {description()}\n")
        print(f"| | {' | '.join(SCORES)} |\n|---|{'---|' * len(SCORES)}", flush=True)
        worst = 100
        with site(data, workers=2) as server:
            for kind, address in addresses(server.address):
                found = scores(lighthouse, address, chromium)
                print(f"| {kind} | {' | '.join(map(str, found))} |", flush=True)
                worst = min(worst, *found)
    return 0 if worst == 100 else 1


if __name__ == "__main__":
    sys.exit(main())
