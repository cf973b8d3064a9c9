"""How well the search answers the questions of `relevance/`, judged by reading the demo's pages."""

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from wagtail.models import Locale

from parvis.search.query import find_pages

FOLDER = Path(__file__).parent / "relevance"
FIRST = 10


@dataclass(frozen=True)
class Judged:
    """A question and the slugs of the pages that must come first."""

    question: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Measure:
    """Means over the questions of a language, and those that were answered worst.

    `mrr`: of one over the place of the first relevant page among the first ten, 0 where there is
    none. `recall`: of the share of the relevant pages among the first ten.
    """

    mrr: float
    recall: float
    empty: list[str]
    worst: list[str]


def judged(code: str) -> list[Judged]:
    """Return the questions of a language: `question => slug slug` a line."""
    lines = (FOLDER / f"{code}.txt").read_text("utf-8").splitlines()
    pairs = [line.rpartition(" => ") for line in lines if line.strip() and line[0] != "#"]
    return [Judged(question, frozenset(slugs.split())) for question, _arrow, slugs in pairs]


def measure(code: str) -> Measure:
    """Ask every question of a language."""
    locale = Locale.objects.get(language_code=code)
    ranks, recalls, empty, worst = [], [], [], []
    for each in judged(code):
        found = find_pages(each.question, locale)[0:FIRST]
        slugs = [result.page.slug for result in found]
        places = [place for place, slug in enumerate(slugs, 1) if slug in each.relevant]
        ranks.append(1 / places[0] if places else 0.0)
        recalls.append(len(places) / len(each.relevant))
        if not slugs:
            empty.append(each.question)
        if ranks[-1] < 1 or recalls[-1] < 1:
            worst.append(f"{each.question}: {ranks[-1]:.2f} {recalls[-1]:.2f} {slugs[:4]}")
    return Measure(mean(ranks), mean(recalls), empty, worst)
