"""Which documents readers' words are looked for in."""

from django.db.models import QuerySet
from wagtail.models import Locale

from parvis.delivery.parts import part
from parvis.pages.privacy import private_paths
from parvis.search.models import Document


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
