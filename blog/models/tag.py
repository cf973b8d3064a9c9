"""Tags: translatable snippets, so that each language has its own word and its own address."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from parvis.pages.carded import CardMixin
from parvis.pages.slugs import LocalisedSlugMixin


class TagQuerySet(models.QuerySet):
    """Queries on tags."""

    def published(self, locale: Locale | None = None) -> "TagQuerySet":
        """Tags a reader may see: a translation still in draft carries the source's words."""
        tags = self.filter(live=True)
        return tags if locale is None else tags.filter(locale=locale)


class Tag(
    CardMixin,
    LocalisedSlugMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A subject, in one language."""

    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences shown on the tag’s page.")
    )

    objects = TagQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [
        index.AutocompleteField("name"),
        index.SearchField("name"),
        index.FilterField("locale"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_tag_slug_per_locale"),
        ]

    def __str__(self) -> str:
        return self.name
