"""Whether what a machine gave back can stand where the passage stood."""

from collections import Counter

from bs4 import BeautifulSoup
from wagtail_localize.strings import StringValue

Marks = Counter[tuple[str, str]]


def usable(passage: str, answer: str) -> str | None:
    """Return the answer as wagtail-localize stores it; None where it cannot be used.

    wagtail-localize accepts any of its inline tags and refuses links that are not of the source.
    A machine has no reason to add or drop any: it must give back the very same.
    """
    try:
        cleaned: str = StringValue.from_translated_html(answer.strip()).data
    except (ValueError, RecursionError):
        return None
    if "\0" in cleaned or not BeautifulSoup(cleaned, "html.parser").get_text().strip():
        return None
    return cleaned if _marks(cleaned) == _marks(passage) else None


def _marks(html: str) -> Marks:
    found = BeautifulSoup(html, "html.parser").find_all(True)
    return Counter((element.name, str(element.get("id", ""))) for element in found)
