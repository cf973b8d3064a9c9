"""What several texts hold or lead to, asked of the database once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from wagtail.blocks import PageChooserBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page

from parvis.pages.localised import pages_by_id


class Memory:
    """What is known of each model, by id, and what will be asked for with the next question."""

    def __init__(self) -> None:
        self.wanted: dict[type[Model], set[int]] = defaultdict(set)
        self._known: dict[type[Model], dict[int, Any]] = defaultdict(dict)
        self._asked: dict[type[Model], set[int]] = defaultdict(set)

    def find(self, model: Any, ids: Iterable[int]) -> dict[int, Any]:
        """Return all that is known of a model, these among it."""
        missing = (self.wanted.pop(model, set()) | set(ids)) - self._asked[model]
        if missing:
            self._asked[model] |= missing
            fetch = pages_by_id if model is Page else model.objects.in_bulk
            self._known[model] |= fetch(missing)
        return self._known[model]


_memory: ContextVar[Memory | None] = ContextVar("parvis_known", default=None)


@contextmanager
def remembering() -> Iterator[Memory]:
    """Remember, for a while, what is found."""
    memory = Memory()
    token = _memory.set(memory)
    try:
        yield memory
    finally:
        _memory.reset(token)


def find(model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    """Return these objects of a model by id, from memory where they are in it."""
    memory = _memory.get() or Memory()
    return memory.find(model, [found for found in ids if found is not None])


def ids_of(links: Iterable[dict[str, str]]) -> list[int]:
    """Return the ids of what links of rich text lead to; 0 of one that has none."""
    return [int(link["id"]) if link.get("id", "").isdigit() else 0 for link in links]


class KnownChooserMixin:
    """A chooser's block that asks memory first."""

    model_class: Any

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        """Return the chosen objects, None where there is none, in one query at most."""
        values = list(values)
        found = find(self.model_class, values)
        return [None if value is None else found.get(value) for value in values]


class KnownPageBlock(KnownChooserMixin, PageChooserBlock):
    """A page."""


class KnownDocumentBlock(KnownChooserMixin, DocumentChooserBlock):
    """A document."""


class KnownDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents, likewise."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        """Return the documents, None where there is none."""
        ids = ids_of(attrs_list)
        found = find(get_document_model(), ids)
        return [found.get(number) for number in ids]
