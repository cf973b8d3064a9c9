"""What the other languages have of what was asked: shown apart, never among the results."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Locale, Page

from parvis.search.engines import engine
from parvis.search.query import searchable_documents
from parvis.search.question import read

SHOWN = 3


@dataclass(frozen=True)
class Elsewhere:
    """The best pages of another language, and how many it has in all."""

    language: str
    pages: list[Page]
    total: int


def find_elsewhere(text: str, locales: Iterable[Locale]) -> list[Elsewhere]:
    """Return what each of `locales` has that has every word of `text`, where it has anything.

    A query for each language and one for all pages: words typed wrong are corrected in the
    language being read alone.
    """
    found = {}
    documents = searchable_documents()
    for locale in locales:
        if question := read(text, locale.language_code):
            best = engine().best(documents.filter(locale=locale), question)
            if best.keys:
                found[locale.language_code] = best
    shown = {code: best.keys[:SHOWN] for code, best in found.items()}
    keys = [key for some in shown.values() for key in some]
    pages = Page.objects.live().select_related("locale").in_bulk(keys) if keys else {}
    return [
        Elsewhere(code, [pages[key] for key in shown[code] if key in pages], best.total)
        for code, best in found.items()
    ]
