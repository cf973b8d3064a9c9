"""The publication's tables, told apart row by row for the cache in front."""

from typing import Any

from blog.facts import ArticleFacts
from blog.models import (
    ArticleAuthor,
    ArticleSeries,
    ArticleTag,
    Author,
    RelatedArticle,
    Series,
    Tag,
)
from parvis.delivery.rows import PAGE, watch_rows
from parvis.delivery.watching import watch
from parvis.delivery.writes import register_facts


def install() -> None:
    """Watch them; called once."""
    links: list[Any] = [ArticleTag, ArticleAuthor, ArticleSeries, RelatedArticle]
    for model in links:
        watch(model, {"article_id": PAGE})
    for model, kind in ((Tag, "tag"), (Author, "author"), (Series, "series")):
        watch_rows(model, kind, translation_key=f"{kind}set")
    register_facts(ArticleFacts())
