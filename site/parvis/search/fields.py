"""What a page gives the readers' search."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.search import index


@dataclass(frozen=True)
class FacetValue:
    """What a page may be narrowed by: a value of a registered kind, and how readers know it."""

    kind: str
    value: str
    label: str


class StemmedMixin:
    """A page type that readers may search: its title, its labels and its `search_sources`.

    Wagtail's own index, which `search_fields` describe, serves the admin: it looks for words as
    they are written.
    """

    # Names of the fields whose text is searched.
    search_sources: list[str] = []
    title: str
    pk: Any
    locale: Any

    @property
    def search_labels(self) -> list[str]:
        """Names the page is filed under, as its tags: they count for more than its text."""
        return []

    @property
    def search_facets(self) -> list[FacetValue]:
        """What the page may be narrowed by."""
        return []

    @property
    def search_date(self) -> datetime | None:
        """The date that settles the order of pages that match alike."""
        return None

    @property
    def search_text(self) -> str:
        """The text of the sources, a part a line."""
        parts: list[str] = []
        for name in self.search_sources:
            value = index.SearchField(name).get_value(self)
            parts += map(str, value) if isinstance(value, list | tuple) else [str(value or "")]
        return "\n".join(part for part in parts if part.strip())
