"""Keeping the readers' index in step with what is published."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Page

from parvis.pages.locales import locale_of
from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin
from parvis.search.models import Document, Facet, Word
from parvis.search.question import tokens
from parvis.search.signals import indexed
from parvis.search.stems import stem
from parvis.search.vocabulary import Vocabulary, add_words, recount, words_of

# PostgreSQL refuses a vector of a megabyte; what stands behind these letters is not searched.
LONGEST_TEXT = 500_000
BATCH = 500


def searchable_models() -> list[type[BasePage]]:
    """Return the page types a reader may search."""
    return [model for model in BasePage.__subclasses__() if issubclass(model, StemmedMixin)]


def on_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Index a page once it is published whole: saved a moment before, it lacks its new tags."""
    if isinstance(instance, StemmedMixin):
        index_page(sender.objects.get(pk=instance.pk))


def on_unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Take a page out of the index. Wagtail unpublishes what it is about to delete, too."""
    _forget(instance.pk)


def index_page(page: Any) -> None:
    """Put a published page's present text in the index, in place of what it held of it.

    An alias shows another page's text, which is found at its own address.
    """
    if not page.live or page.alias_of_id:
        _forget(page.pk)
        return
    with transaction.atomic():
        before = Document.objects.select_for_update().filter(pk=page.pk).first()
        document = describe(page)
        document.save(force_insert=before is None, force_update=before is not None)
        document.facets.all().delete()
        Facet.objects.bulk_create(facets_of(page))
        recount(before, document)
        transaction.on_commit(lambda: indexed.send(Document, key=page.pk))


def describe(page: Any) -> Document:
    """Return the document of a page, not saved."""
    language = locale_of(page.locale_id).language_code
    # What search engines are told the page is about is as good as a name it is filed under.
    labels = "\n".join([*page.search_labels, page.seo_title])
    body = page.search_text[:LONGEST_TEXT]
    title = tokens(page.title)

    def stemmed(words: list[str]) -> str:
        return " ".join(stem(word, language) for word in words)[:LONGEST_TEXT]

    return Document(
        page_id=page.pk,
        locale_id=page.locale_id,
        date=page.search_date,
        title_stems=stemmed(title),
        label_stems=stemmed(tokens(labels)),
        heading=" ".join(title),
        body_stems=stemmed(tokens(body)),
        # What SQLite may hold, PostgreSQL refuses.
        names=f"{page.title}\n{labels}".replace("\0", " "),
        body=body.replace("\0", " "),
    )


def facets_of(page: Any) -> list[Facet]:
    """Return what a page may be narrowed by, not saved."""
    wanted = dict.fromkeys((each.kind, each.value, each.label) for each in page.search_facets)
    return [
        Facet(document_id=page.pk, kind=kind, value=value, label=label)
        for kind, value, label in wanted
    ]


def rebuild() -> int:
    """Make the whole index anew from what is published; return how many pages it holds.

    A batch at a time, so that neither readers nor editors wait for the whole.
    """
    kept: set[int] = set()
    vocabularies: dict[int, Vocabulary] = {}
    for pages in _published():
        documents = [describe(page) for page in pages]
        keys = [page.pk for page in pages]
        with transaction.atomic():
            Document.objects.filter(pk__in=keys).delete()
            Document.objects.bulk_create(documents)
            Facet.objects.bulk_create(facet for page in pages for facet in facets_of(page))
        kept.update(keys)
        for document in documents:
            vocabularies.setdefault(document.locale_id, Vocabulary()).add(words_of(document))
    for key in set(Document.objects.values_list("pk", flat=True)) - kept:
        Document.objects.filter(pk=key).delete()
    with transaction.atomic():
        Word.objects.all().delete()
        for locale, vocabulary in vocabularies.items():
            add_words(locale, vocabulary)
    return len(kept)


def _forget(key: int) -> None:
    with transaction.atomic():
        for document in Document.objects.select_for_update().filter(pk=key):
            document.delete()
            recount(document, None)


def _published() -> Iterator[list[Any]]:
    """Yield every published page that readers may search, `BATCH` at a time."""
    for model in searchable_models():
        pages = model.objects.live().filter(alias_of__isnull=True).order_by("pk").for_indexing()
        last = 0
        while batch := list(pages.filter(pk__gt=last)[:BATCH]):
            last = batch[-1].pk
            yield batch
