"""What the publication’s pages depend on, beside rows."""

from typing import Any

from parvis.delivery.recording import key

ARTICLES = "articles"  # which articles there are, with their dates, tags, authors and series
TAGGED, WRITTEN, PART = "tagged", "written", "part"  # those of one tag, author or series
LEADS = "leads"  # what one article leads on to

_OF = {"tag": TAGGED, "author": WRITTEN, "series": PART}


def articles_of(subject: Any) -> str:
    """Return the key of the articles of a tag, an author or a series; of all of them, for None."""
    if subject is None:
        return ARTICLES
    return key(_OF[subject._meta.model_name], subject.translation_key)
