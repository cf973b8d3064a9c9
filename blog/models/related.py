"""Which articles are read after which: found when they are published, not when they are read."""

from django.db import models
from django.db.models import CASCADE, ForeignKey

from blog.models.article import ArticlePage


class RelatedArticle(models.Model):
    """An article that is like another one of the same language, nearest first."""

    article = ForeignKey(ArticlePage, CASCADE, related_name="related", db_index=False)
    other = ForeignKey(ArticlePage, CASCADE, related_name="related_from")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="unique_related_article"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.other_id}"
