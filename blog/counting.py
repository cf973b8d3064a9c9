"""How many articles there are of each month and each year, for the lists by date.

They are counted by month, and each month is kept by itself: after an article is published, the one
it is of is counted again and no other, however many articles there are.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from blog.keys import ARTICLES, month_of
from parvis.delivery.parts import is_at_hand, part
from parvis.delivery.recording import declared, depend_on, recording, summed_up

# Those that begin and end within time, wherever the site is.
YEARS = range(2, 9_999)
MOST_YEARS = 200  # whose months are looked at one by one

Months = list[tuple[date, int]]


def by_year(index: Any) -> list[tuple[int, int]]:
    """Return the years there are articles of with their number, the latest first."""
    return [
        (year, sum(count for _first, count in months))
        for year, months in groupby(by_month(index), key=lambda month: month[0].year)
    ]


def by_month(index: Any) -> Months:
    """Return the first days of all months there are articles of, likewise."""
    # One key for hundreds of months: whatever changes one of them tells this one too.
    with summed_up(ARTICLES):
        with declared(ARTICLES):
            years = index.articles().years()
            if len(years) > MOST_YEARS or any(year not in YEARS for year in years):
                return list(index.articles().count_by_month())
        return _months(index, years)


def of_year(index: Any, year: int) -> Months:
    """Return those of one year."""
    return _months(index, [year])


def _months(index: Any, years: Sequence[int]) -> Months:
    firsts = [date(year, month, 1) for year in reversed(years) for month in range(12, 0, -1)]
    counts = _Counts(index, firsts)
    return [(first, count) for first in firsts if (count := counts.of(first))]


class _Counts:
    """How many articles there are of some months: those not at hand are counted together."""

    def __init__(self, index: Any, firsts: Sequence[date]) -> None:
        self._index, self._firsts = index, firsts
        self._counted: dict[date, int] = {}
        self._keys: set[str] = set()  # of the tables that count as a whole

    def of(self, first: date) -> int:
        """Return the number of articles of a month."""
        return part(*self._name(first), make=lambda: self._count(first))

    def _name(self, first: date) -> tuple[Any, ...]:
        return "articles of a month", self._index.locale_id, first

    def _count(self, first: date) -> int:
        if first not in self._counted:
            wanted = [
                each
                for each in self._firsts
                if each == first or not (each in self._counted or is_at_hand(*self._name(each)))
            ]
            periods = [(each, _next(each)) for each in wanted]
            with recording() as record, declared():
                counts = self._index.articles().count_in(self._index.locale, periods)
            self._counted |= dict(zip(wanted, counts, strict=True))
            self._keys |= record.keys
        depend_on(month_of(first), *self._keys)
        return self._counted[first]


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
