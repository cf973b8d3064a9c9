"""What is known of an article by its number, without asking the database."""

from datetime import UTC, datetime, timedelta

LANGUAGES = ("fr", "en")
TAGS, AUTHORS, PICTURES = 12, 5, 20
LONG_EVERY = 10
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def slug(number: int | str) -> str:
    """Return the last part of an article's address, in every language."""
    return f"article-{number}"


def is_long(number: int) -> bool:
    """Whether the article of a number is one of about 25 kB."""
    return number % LONG_EVERY == 0


def date(number: int) -> datetime:
    """Return when it was published: one every hour."""
    return FIRST_DAY + timedelta(hours=number)
