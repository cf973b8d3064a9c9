"""What the other languages have of what was asked: shown apart, never among the results."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Locale, Page

from parvis.search.lists import Lists
from parvis.search.models import Document
from parvis.search.query import in_words_of
from parvis.search.question import read
from parvis.search.ranking import Ranked, Scope, rank
from parvis.search.spelling import Correction

SHOWN = 3


@dataclass(frozen=True)
class Elsewhere:
    """The best pages of another language, how many it has in all, and what was corrected."""

    language: str
    pages: list[Page]
    total: int
    corrections: tuple[Correction, ...] = ()


def find_elsewhere(
    text: str,
    locales: Iterable[Locale],
    public: QuerySet[Document],
    *,
    is_corrected: bool = False,
    lists: Lists | None = None,
) -> list[Elsewhere]:
    """Return what each of `locales` has that has every word of `text`, where it has anything.

    `public` is `searchable_documents()`, `lists` what the index has listed already. A query for
    each language (two where it has very many documents) and one for all pages. With
    `is_corrected`, words typed wrong are corrected by the words of a language that has nothing
    otherwise: three queries more for each.
    """
    found: dict[str, tuple[Ranked, tuple[Correction, ...]]] = {}
    for locale in locales:
        if question := read(text, locale.language_code):
            scope = Scope(locale, public, lists=lists or Lists())
            corrections: tuple[Correction, ...] = ()
            best = rank(scope, question)
            if is_corrected and not best.keys:
                understood = in_words_of(question, locale)
                if corrections := understood.corrections:
                    best = rank(scope, understood.question, understood.rarity, understood.counts)
            if best.keys:
                found[locale.language_code] = best, corrections
    shown = {code: best.keys[:SHOWN] for code, (best, _corrections) in found.items()}
    keys = [key for some in shown.values() for key in some]
    pages = Page.objects.live().select_related("locale").in_bulk(keys) if keys else {}
    return [
        Elsewhere(
            code, [pages[key] for key in shown[code] if key in pages], best.total, corrections
        )
        for code, (best, corrections) in found.items()
    ]
