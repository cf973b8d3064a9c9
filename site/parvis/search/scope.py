"""Where readers' words are looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from wagtail.models import Locale

from parvis.delivery.parts import part
from parvis.pages.privacy import private_paths
from parvis.search.facets import narrowed
from parvis.search.models import Document
from parvis.search.question import Sought

Lists = dict[tuple[Sought, ...], list[list[int]]]


@dataclass(frozen=True)
class Scope:
    """The documents of a language that readers may see, narrowed to what is `chosen`.

    `public` is `searchable_documents()`. `lists` is what the index has listed for a reader so far:
    it knows no languages, and is not asked twice for a word that several have.
    """

    locale: Locale
    public: QuerySet[Document]
    chosen: Mapping[str, str] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)

    @property
    def documents(self) -> QuerySet[Document]:
        """Return them."""
        return narrowed(self.public.filter(locale=self.locale), self.chosen)


def searchable_documents() -> QuerySet[Document]:
    """Return the documents that any reader may see.

    The index holds what is published; sections turn private without being published anew.
    """
    documents = Document.objects.all()
    for path in private_paths():
        documents = documents.exclude(page__path__startswith=path)
    return documents


def documents_of(locale: Locale) -> int:
    """Return how many documents a language has, counted once after a change."""
    return part(
        *("documents", locale.pk), make=lambda: Document.objects.filter(locale=locale).count()
    )
