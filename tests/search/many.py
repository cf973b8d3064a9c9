"""What the tests of very many pages share: how few are many there, and what is found."""

from datetime import UTC, datetime

from parvis.search.query import Found, find_pages
from tests import factories

RANKED = 4


def day(number: int, year: int = 2024) -> datetime:
    """Return a day of a year, another for each number."""
    return datetime(year, 1 + number % 12, 1 + number % 28, tzinfo=UTC)


def find(question: str, chosen: dict[str, str] | None = None) -> Found:
    """Return what a reader of French finds."""
    return find_pages(question, factories.locale("fr"), chosen)


def titles(question: str) -> list[str]:
    """Return the titles of the first fifty."""
    return [result.page.title for result in find(question)[0:50]]
