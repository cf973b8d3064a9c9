"""What the publication’s pages depend on, beside rows."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from parvis.delivery.recording import key

ARTICLES = "articles"  # which articles there are, with their dates, tags, authors and series
TAGGED, WRITTEN, PART = "tagged", "written", "part"  # those of one tag, author or series
LEADS = "leads"  # what one article leads on to
MONTH = "month"  # how many articles there are of one

_OF = {"tag": TAGGED, "author": WRITTEN, "series": PART}


def articles_of(subject: Any) -> str:
    """Return the key of the articles of a tag, an author or a series; of all of them, for None."""
    if subject is None:
        return ARTICLES
    return key(_OF[subject._meta.model_name], subject.translation_key)


def month_of(day: date) -> str:
    """Return the key of the number of articles of a month: of the one a day is in, or a moment."""
    if isinstance(day, datetime):
        # Where the site is, whoever writes: editors may have hours of their own.
        day = timezone.localtime(day, timezone.get_default_timezone())
    return key(MONTH, f"{day.year}/{day.month}")
