"""Keeping the readers' index in step with what is published."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from wagtail.models import Page

from parvis.pages.locales import locale_of
from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin
from parvis.search.models import BEGINNING, LONGEST_WORD, Document, Facet, Misspelling, Word
from parvis.search.question import tokens
from parvis.search.signals import indexed
from parvis.search.spelling import shortened
from parvis.search.stems import WORD, stem

# PostgreSQL refuses a vector of a megabyte; what stands behind these letters is not searched.
LONGEST_TEXT = 500_000
BATCH = 500

COUNT = """
INSERT INTO parvis_search_word (locale_id, word, stem, beginning, written, documents)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (locale_id, word)
DO UPDATE SET documents = parvis_search_word.documents + excluded.documents
"""


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
        _recount(before, document)
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
    words: dict[int, dict[str, str]] = {}
    counts: dict[int, Counter[str]] = {}
    for pages in _published():
        documents = [describe(page) for page in pages]
        keys = [page.pk for page in pages]
        with transaction.atomic():
            Document.objects.filter(pk__in=keys).delete()
            Document.objects.bulk_create(documents)
            Facet.objects.bulk_create(facet for page in pages for facet in facets_of(page))
        kept.update(keys)
        for document in documents:
            found = words_of(document)
            counts.setdefault(document.locale_id, Counter()).update(found.keys())
            words[document.locale_id] = found | words.get(document.locale_id, {})
    for key in set(Document.objects.values_list("pk", flat=True)) - kept:
        Document.objects.filter(pk=key).delete()
    with transaction.atomic():
        Word.objects.all().delete()
        for locale, written in words.items():
            _add(locale, written, counts[locale])
    return len(kept)


def words_of(document: Document) -> dict[str, str]:
    """Return the words of a document by their folded form, each as it is written."""
    found: dict[str, str] = {}
    for written in sorted(set(WORD.findall(f"{document.names}\n{document.body}".lower()))):
        for word in tokens(written):
            if 1 < len(word) <= LONGEST_WORD >= len(written):
                found.setdefault(word, written)
    return found


def _forget(key: int) -> None:
    with transaction.atomic():
        for document in Document.objects.select_for_update().filter(pk=key):
            document.delete()
            _recount(document, None)


def _published() -> Iterator[list[Any]]:
    """Yield every published page that readers may search, `BATCH` at a time."""
    for model in searchable_models():
        pages = model.objects.live().filter(alias_of__isnull=True).order_by("pk").for_indexing()
        last = 0
        while batch := list(pages.filter(pk__gt=last)[:BATCH]):
            last = batch[-1].pk
            yield batch


def _recount(before: Document | None, after: Document | None) -> None:
    """Count the words that came and take away those that went, once the rest is committed.

    In a transaction of its own, for one language and in the words' order: two publications that
    share words cannot wait for each other.
    """
    old = words_of(before) if before else {}
    new = words_of(after) if after else {}
    locale = (after or before).locale_id  # type: ignore[union-attr]
    come = {word: written for word, written in new.items() if word not in old}
    gone = old.keys() - new.keys()

    def count() -> None:
        with transaction.atomic():
            _add(locale, come, Counter(come.keys()))
            for words in _batches(locale, gone):
                words.filter(documents__lte=1).delete()
                words.update(documents=F("documents") - 1)

    if come or gone:
        transaction.on_commit(count)


def _add(locale: int, written: Mapping[str, str], counts: Mapping[str, int]) -> None:
    """Add to how many documents have each word; a new one is written with its misspellings."""
    language = locale_of(locale).language_code
    known: set[str] = set()
    for words in _batches(locale, written):
        known.update(words.values_list("word", flat=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            COUNT,
            [
                (locale, word, stem(word, language), word[:BEGINNING], form, counts[word])
                for word, form in sorted(written.items())
            ],
        )
    for words in _batches(locale, written.keys() - known):
        Misspelling.objects.bulk_create(
            [
                Misspelling(word=each, typed=typed)
                for each in words
                for typed in shortened(each.word)
            ],
            ignore_conflicts=True,
        )


def _batches(locale: int, words: Iterable[str]) -> Iterator[QuerySet[Word]]:
    """Yield the rows of words in their order, `BATCH` at a time: a statement has its limits."""
    ordered = sorted(words)
    for start in range(0, len(ordered), BATCH):
        yield Word.objects.filter(locale=locale, word__in=ordered[start : start + BATCH])
