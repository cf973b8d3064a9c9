"""From a reader's words to pages."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Locale, Page
from wagtail.search.query import PlainText

from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin
from parvis.search.stems import stems

MAX_WORDS = 20


class Results:
    """Pages found, best first: counted and cut by the database, fetched whole a slice at a time."""

    def __init__(self, found: Any) -> None:
        self._found = found

    def count(self) -> int:
        """Return how many pages were found."""
        return int(self._found.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[Page]:
        return list(_specific(list(self._found[wanted])))


def searchable_models() -> list[type[BasePage]]:
    """Return the page types a reader may search: those that index stems."""
    return [model for model in BasePage.__subclasses__() if issubclass(model, StemmedMixin)]


def find_pages(question: str, locale: Locale) -> Results | list[Page]:
    """Return the published pages of `locale` that match `question`, best first.

    All its words where some page has them all, else any of them: a reader is better served by
    something near than by nothing. Only letters and digits reach the database, so that no sign
    of a query language can.
    """
    words = list(dict.fromkeys(stems(question, locale.language_code)))[:MAX_WORDS]
    if not words:
        return []
    pages = Page.objects.type(tuple(searchable_models())).live().public().filter(locale=locale)
    # Aliases show another page's text; the index cannot tell them apart, and they are rare.
    aliases = list(Page.objects.filter(locale=locale, alias_of__isnull=False).values_list("pk"))
    if aliases:
        pages = pages.exclude(pk__in=[key for (key,) in aliases])
    query = PlainText(" ".join(words), operator="and")
    found = pages.search(query)
    if len(words) > 1 and not found.count():
        found = pages.search(PlainText(" ".join(words), operator="or"))
    return Results(found)


def _specific(pages: list[Page]) -> Iterator[Page]:
    """Yield the pages as their own types, ready for a list, in the order given."""
    keys = [page.pk for page in pages]
    found: dict[int, Page] = {}
    for model in searchable_models():
        if any(page.cached_content_type.model_class() is model for page in pages):
            found |= {page.pk: page for page in model.objects.filter(pk__in=keys).for_listing()}
    return (found[key] for key in keys if key in found)
