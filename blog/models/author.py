"""Authors: the name is shared between languages, role and biography are translated."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from parvis.media.fields import picture_field
from parvis.pages.carded import CardMixin
from parvis.pages.slugs import LocalisedSlugMixin


class AuthorQuerySet(models.QuerySet):
    """Queries on authors."""

    def published(self, locale: Locale | None = None) -> "AuthorQuerySet":
        """Authors whose page a reader may see in that language."""
        authors = self.filter(live=True).select_related("photo")
        return authors if locale is None else authors.filter(locale=locale)


class Author(
    CardMixin,
    LocalisedSlugMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Someone who writes, presented in one language."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=200, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    photo = picture_field(_("photo"))
    website = models.URLField(_("website"), blank=True)

    objects = AuthorQuerySet.as_manager()
    override_translatable_fields = [SynchronizedField("name"), SynchronizedField("slug")]

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("biography"),
        FieldPanel("photo"),
        FieldPanel("website"),
    ]
    search_fields = [
        index.AutocompleteField("name"),
        index.SearchField("name"),
        index.FilterField("locale"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(
                fields=["locale", "slug"], name="unique_author_slug_per_locale"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def pictures_needed(self) -> Iterator[tuple[Any, str]]:
        """The photo, in the list of authors and on the author’s page."""
        if self.photo:
            yield self.photo, "portrait"
            yield self.photo, "person"

    @property
    def card_picture(self) -> Any:
        """The portrait, where it is made of pixels."""
        return None if not self.photo or self.photo.is_svg() else self.photo
