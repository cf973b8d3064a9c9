"""What pictures weigh in each format, and what it costs to make them.

    PARVIS_DATA=… python bench/pictures.py

On the pictures that readers see in the data there is (the demo's, or a blog that was imported): for
each place and size, the mean kilobytes of each format and the mean CPU of making one, the original
being open already; then the bytes of the home page's and of one article's pictures, in a window of
1280 pixels and on a telephone of 375 with two dots a pixel. Nothing is kept.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.development")

FORMATS = ("avif", "webp", "plain")
# What a browser takes of each page: the places of its pictures and the size for each window.
HOME = [("lead", {"wide": 1280, "phone": 1280}), *[("beside", {"wide": 640, "phone": 960})] * 2]
ARTICLE = [("cover", {"wide": 1120, "phone": 1120}), ("body", {"wide": 800, "phone": 800})]


Measures = dict[tuple[str, str], dict[str, list[tuple[int, float]]]]


def main() -> None:
    """Measure and print."""
    django.setup()
    found = _measured()
    for (role, size), kinds in found.items():
        told = [
            f"{kind} {_mean(kinds[kind], 0) / 1000:.1f} kB {1000 * _mean(kinds[kind], 1):.0f} ms"
            for kind in FORMATS
            if kinds[kind]
        ]
        print(f"{role} {size}: {', '.join(told)}")
    made = [one for kinds in found.values() for every in kinds.values() for one in every]
    print(f"{len(made)} renditions: {sum(spent for _size, spent in made):.1f} s of CPU")
    for page, parts in (("home page", HOME), ("article", ARTICLE)):
        for window in ("wide", "phone"):
            told = [f"{kind} {_weight(found, parts, window, kind):.1f} kB" for kind in FORMATS[:2]]
            print(f"{page}, {window}: {', '.join(told)}")


def _measured() -> Measures:
    """Make every rendition that readers may see, and return its bytes and its seconds of CPU."""
    from parvis.media.making import _encoded, _opened
    from parvis.media.needs import everything_shown
    from parvis.media.roles import ROLES

    needed = {(picture.pk, role): picture for picture, role in everything_shown()}
    found: Measures = defaultdict(lambda: defaultdict(list))
    for (_key, role), picture in needed.items():
        original = _opened(picture)
        if original is None:
            continue
        for name, specs in ROLES[role].wanted(picture).items():
            for spec in specs:
                began = time.process_time()
                size = len(_encoded(original, picture, spec))
                place = role, spec.partition("|")[0].partition("-")[2]
                kind = name if name in FORMATS else "plain"
                found[place][kind].append((size, time.process_time() - began))
    return found


def _mean(measures: list[tuple[int, float]], which: int) -> float:
    return statistics.mean(measure[which] for measure in measures)


def _weight(
    measures: Measures, parts: list[tuple[str, dict[str, int]]], window: str, kind: str
) -> float:
    """Return the kilobytes of a page's pictures, each of the mean weight of its place and size."""
    total = 0.0
    for role, widths in parts:
        [found] = [
            kinds[kind]
            for (name, size), kinds in measures.items()
            if name == role and int(size.partition("x")[0]) == widths[window]
        ]
        total += _mean(found, 0) / 1000
    return total


if __name__ == "__main__":
    main()
