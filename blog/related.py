"""Articles like one another, by their tags and their words, as the search index has them.

An article is asked for in its own rarest words. That is done as it is published, for itself and for
those it may now be nearest to, so that a reader costs one query along an index.
"""

import logging
from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from wagtail.models import Page

from blog.models import ArticlePage, RelatedArticle
from parvis.pages.locales import locale_of
from parvis.search.engines import LABEL, TITLE, engine, rarities
from parvis.search.function_words import is_function_word
from parvis.search.models import Document, Word
from parvis.search.question import Question, Term

logger = logging.getLogger(__name__)

SHOWN = 3
# The words an article is asked for in: more would find what has little in common.
WORDS = 12
# How many of those nearest to a new article are looked at again.
NEIGHBOURS = 5


def on_indexed(key: int, **signal: Any) -> None:
    """Relate an article anew once its words are in the index, and those it is now near to."""
    if ArticlePage.objects.filter(pk=key).exists():
        _relate_each([key, *_nearest(key, NEIGHBOURS)])


def on_unpublished(sender: type[Page], instance: Page, **signal: Any) -> None:
    """Relate anew those that led to an article that readers lose."""
    leading = list(
        RelatedArticle.objects.filter(other=instance.pk).values_list("article_id", flat=True)
    )
    RelatedArticle.objects.filter(article=instance.pk).delete()
    transaction.on_commit(lambda: _relate_each(leading))


def relate_all(**signal: Any) -> None:
    """Relate every article anew."""
    _relate_each(list(ArticlePage.objects.published().values_list("pk", flat=True)))


def _relate_each(keys: list[int]) -> None:
    for key in keys:
        found = _nearest(key, SHOWN)
        try:
            _store(key, found)
        except IntegrityError:
            # One of them was deleted meanwhile: whoever did that relates this one anew.
            logger.info("Article %s was not related: %s", key, found)


@transaction.atomic
def _store(key: int, others: list[int]) -> None:
    """Put what an article leads to in the place of what it led to; one who does so at a time.

    Where that is the same, nothing is written: its page is kept as it is.
    """
    if not Document.objects.select_for_update().filter(pk=key).exists():
        return
    before = RelatedArticle.objects.filter(article=key).order_by("position")
    if list(before.values_list("other", flat=True)) == others:
        return
    before.delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article_id=key, other_id=other, position=position)
        for position, other in enumerate(others)
    )


def _nearest(key: int, number: int) -> list[int]:
    """Return the articles of the same language that are most like one."""
    document = Document.objects.filter(pk=key).first()
    if document is None:
        return []
    others = Document.objects.filter(locale=document.locale_id, page__articlepage__isnull=False)
    question, rarity = _telling(document)
    if not question:
        return []
    return engine().best(others.exclude(pk=key), question, rarity, any_word=True).keys[:number]


def _telling(document: Document) -> tuple[Question, dict[str, float]]:
    """Return the words that tell a document from the others of its language, and how much."""
    weights = Counter(document.body_stems.split())
    for stems, weight in ((document.title_stems, TITLE), (document.label_stems, LABEL)):
        for stem in set(stems.split()):
            weights[stem] += int(weight)
    rows = Word.objects.filter(locale=document.locale_id, stem__in=list(weights))
    counts = dict(rows.values_list("stem").annotate(Sum("documents")))
    # A word that no other article has leads to none.
    shared = {stem: count for stem, count in counts.items() if count > 1}
    rarity = rarities(shared, Document.objects.filter(locale=document.locale_id).count())
    language = locale_of(document.locale_id).language_code
    telling = sorted(
        (stem for stem in rarity if not is_function_word(stem, language)),
        key=lambda stem: (-rarity[stem] * weights[stem] ** 0.5, stem),
    )[:WORDS]
    return Question(tuple(Term(stem, stem) for stem in telling), ()), rarity
