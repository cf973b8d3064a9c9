"""What a reader may be about to type: pages by their titles, and what other apps know by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from wagtail.models import Locale

from parvis.search import asking
from parvis.search.census import census_of
from parvis.search.engines import engine
from parvis.search.facets import subject_kinds
from parvis.search.function_words import is_function_word
from parvis.search.models import Document, Facet
from parvis.search.question import MAX_WORDS, tokens
from parvis.search.scope import documents_of, searchable_documents

# Of pages; the list is read while one types.
SHOWN = 6
# With fewer letters half of all titles would do.
LEAST = 3
# Among the newest pages, those whose labels a reader may choose from before typing.
NEWEST, LABELS = 100, 20


@dataclass(frozen=True)
class Suggestion:
    """A text that leads to an address; `kind` says what it is where it is no page's title."""

    text: str
    url: str
    kind: str = ""


Source = Callable[[str, Locale], Iterable[Suggestion]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Suggest more: `source(text, locale)` returns what it knows by that beginning."""
    _sources.append(source)


def suggest(text: str, locale: Locale) -> list[Suggestion]:
    """Return what begins like `text` in `locale`: what is registered, then titles, newest first."""
    typed = tokens(text)[:MAX_WORDS]
    if not typed or len(typed[-1]) < LEAST:
        return []
    *before, last = typed
    language = locale.language_code
    words = [word for word in before if not is_function_word(word, language)]
    found = _starting([*words, last], locale).select_related("page")
    titles = [
        Suggestion(document.page.title, document.page.url or "")
        for document in found.order_by("-date", "-pk")[:SHOWN]
    ]
    return [each for source in _sources for each in source(text, locale)] + titles


def _starting(words: list[str], locale: Locale) -> Any:
    """Return documents whose title begins so: of very many, the newest alone."""
    documents = searchable_documents().filter(locale=locale, page__live=True)
    if documents_of(locale) > asking.RANKED:
        keys = engine().keys_starting(words)
        if len(keys) > asking.RANKED:
            census = census_of(locale)
            keys = census.newest(census.members(keys), SHOWN)
        return documents.filter(pk__in=keys)
    return engine().starting(documents, words)


def labels(locale: Locale) -> list[str]:
    """Return names to choose from before anything is typed: the commonest of the newest pages."""
    newest = Document.objects.filter(locale=locale).order_by("-date").values("pk")[:NEWEST]
    rows = Facet.objects.filter(document__in=newest, kind__in=subject_kinds()).values("label")
    common = rows.annotate(count=Count("pk")).order_by("-count", "label")[:LABELS]
    return [row["label"] for row in common]
