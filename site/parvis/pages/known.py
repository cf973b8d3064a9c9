"""What blocks lead to, taken from what was found for all that are shown together."""

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from parvis.pages.links import found_for

_documents: ContextVar[dict[int, Any] | None] = ContextVar("known_documents", default=None)


@contextmanager
def remembering(ids: Set[int]) -> Iterator[None]:
    """Remember these documents for a while."""
    token = _documents.set(_find_documents(ids))
    try:
        yield
    finally:
        _documents.reset(token)


class KnownPageBlock(PageChooserBlock):
    """A page, found with its translations."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        """Return the chosen pages, None where there is none, in one query at most."""
        values = list(values)
        found = found_for({value for value in values if value is not None})
        pages = [None if value is None else found.by_id.get(value) for value in values]
        for page in filter(None, pages):
            page.found_with = found
        return pages


class KnownDocumentBlock(DocumentChooserBlock):
    """A document."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        """Return the chosen documents, None where there is none, in one query at most."""
        return documents_of(values)


def documents_of(values: Iterable[int | None]) -> list[Any]:
    """Return these documents, None where there is none."""
    values = list(values)
    ids = {value for value in values if value is not None}
    known = _documents.get() or {}
    if not ids <= known.keys():
        known = _find_documents(ids)
    return [None if value is None else known[value] for value in values]


def _find_documents(ids: Set[int]) -> dict[int, Any]:
    return dict.fromkeys(ids) | get_document_model().objects.in_bulk(ids)
