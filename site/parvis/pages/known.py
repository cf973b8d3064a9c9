"""What blocks lead to, taken from what was found for all that are shown together."""

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.db.models import IntegerField
from wagtail.blocks import PageChooserBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from parvis.pages.links import found_for
from parvis.pages.prepared import PreparedForMany

_PICTURES = PreparedForMany(
    lambda ids: get_image_model().objects.filter(pk__in=ids).order_by(), IntegerField()
)
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
        pages = [None if value is None else found.page(value) for value in values]
        for page in filter(None, pages):
            page.found_with = found
        return pages


class KnownPictureChooserBlock(ImageChooserBlock):
    """A picture, asked for with the others of its kind."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        """Return the chosen pictures, None where there is none, in one query at most.

        Each is an object of its own, which says what its picture is for where it stands.
        """
        values = list(values)
        ids = sorted({value for value in values if value is not None})
        found: dict[int | None, Any] = {}
        if ids:
            found = {picture.pk: picture for picture in _PICTURES.ask(ids)}
        given: set[int | None] = set()
        pictures = []
        for value in values:
            picture = found.get(value)
            pictures.append(copy(picture) if value in given else picture)
            given.add(value)
        return pictures


class KnownPictureBlock(ImageBlock):
    """A picture with its text alternative."""

    def __init__(self, required: bool = True, **options: Any) -> None:
        super().__init__(required, **options)
        chooser = KnownPictureChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser


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
