"""What ties an article to its tags, its authors and its series."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from blog.forms import in_language
from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.series import Series
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


class ArticleSeries(TranslatableMixin, Orderable):
    """Which part of a series an article is: translatable likewise, with one number for all."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_series")
    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="article_series"
    )
    part = models.PositiveSmallIntegerField(_("part"), default=1, validators=[MinValueValidator(1)])

    override_translatable_fields = [SynchronizedField("part", overridable=False)]
    panels = [FieldPanel("series"), FieldPanel("part")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("part of a series")

    def clean(self) -> None:
        """Refuse a series of another language than the article’s."""
        super().clean()
        _same_language(self, "series")


def _same_language(link: ArticleTag | ArticleAuthor | ArticleSeries, field: str) -> None:
    chosen = getattr(link, field, None) if getattr(link, f"{field}_id") else None
    article = getattr(link, "article", None)
    if chosen and article and article.locale_id:
        try:
            in_language(article.locale)(chosen)
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error
