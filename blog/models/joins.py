"""What ties an article to its tags and its authors, in an order of its own."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from blog.forms import in_language
from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.tag import Tag


class ArticleTag(TranslatableMixin, Orderable):
    """One tag of one article.

    A translatable join: wagtail-localize then points the English article at the English tag, and
    follows when the French tags change or are cleared.
    """

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_tags")
    tag = models.ForeignKey(
        Tag, verbose_name=_("tag"), on_delete=models.CASCADE, related_name="article_tags"
    )

    panels = [FieldPanel("tag")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("tag of an article")

    def clean(self) -> None:
        """Refuse a tag of another language than the article's."""
        super().clean()
        _same_language(self, "tag")


class ArticleAuthor(TranslatableMixin, Orderable):
    """One author of one article, translatable for the same reason as `ArticleTag`."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.CASCADE, related_name="article_authors"
    )

    panels = [FieldPanel("author")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("author of an article")

    def clean(self) -> None:
        """Refuse an author presented in another language than the article's."""
        super().clean()
        _same_language(self, "author")


def _same_language(link: ArticleTag | ArticleAuthor, field: str) -> None:
    chosen = getattr(link, field, None) if getattr(link, f"{field}_id") else None
    article = getattr(link, "article", None)
    if chosen and article and article.locale_id:
        try:
            in_language(article.locale)(chosen)
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error
