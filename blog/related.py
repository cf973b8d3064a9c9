"""Articles like one another, by their tags and their words, as the search index has them.

An article is asked for in its own rarest words. That is done once it is published, for itself and
for those it may now be nearest to, so that a reader costs one query along an index. A worker does
it: half a dozen searches would keep readers of the new words waiting.
"""

import logging
from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from blog.models import ArticlePage, RelatedArticle
from parvis.pages.locales import locale_of
from parvis.search.asking import LABEL, TITLE
from parvis.search.engines import engine, rarities
from parvis.search.function_words import is_function_word
from parvis.search.models import Document, Word
from parvis.search.question import Question, Term

logger = logging.getLogger(__name__)

SHOWN = 3
# The words an article is asked for in: more would find what has little in common.
WORDS = 12
# How many of those nearest to a new article are looked at again.
NEIGHBOURS = 5


def relate_all(**signal: Any) -> None:
    """Relate every article anew."""
    relate_each(list(ArticlePage.objects.published().values_list("pk", flat=True)))


def relate_with_nearest(key: int) -> None:
    """Relate an article anew, and those it is now near to."""
    nearest = _nearest(key, NEIGHBOURS)
    _relate(key, nearest[:SHOWN])
    relate_each(nearest)


def relate_each(keys: list[int]) -> None:
    """Relate articles anew."""
    for key in keys:
        _relate(key, _nearest(key, SHOWN))


def _relate(key: int, found: list[int]) -> None:
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
