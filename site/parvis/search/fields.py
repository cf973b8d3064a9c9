"""What the search index holds of a page: its stems, beside what Wagtail indexes itself."""

from typing import Any

from wagtail.search import index

from parvis.search.stems import stems

STEMMED_FIELDS = [
    index.SearchField("stemmed_title", boost=4),
    index.SearchField("stemmed_text"),
]


class StemmedMixin:
    """A page whose title and `search_sources` (names of fields) are searched by their stems.

    The stems stand in fields of their own: Wagtail's own title field serves the admin's search,
    which looks for words as they are written.
    """

    search_sources: list[str] = []
    title: str
    pk: Any
    locale: Any

    @property
    def stemmed_title(self) -> str:
        """The stems of the title, in the page's language."""
        return " ".join(stems(self.title, self.locale.language_code))

    @property
    def stemmed_text(self) -> str:
        """The stems of the other sources, in the page's language."""
        texts: list[str] = []
        for name in self.search_sources:
            value = index.SearchField(name).get_value(self)
            texts += map(str, value) if isinstance(value, list | tuple) else [str(value or "")]
        return " ".join(stems(" ".join(texts), self.locale.language_code))
