"""Slugs of snippets: unique in a language, free to repeat in another."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.pages.letters import slug_of
from parvis.pages.locales import locale_of


class LocalisedSlugMixin(models.Model):
    """A translatable snippet named by `name`, with a slug unique per `(locale, slug)`.

    Unique across all languages would forbid two languages to share a word; and a translation with
    the slug of a stranger fails silently in wagtail-localize, so `clean` says it first.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        blank=True,
        help_text=_("The end of its address. Made from the name when left empty."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Fill an empty slug from the name; refuse one another object of this language has."""
        super().clean()
        if not self.slug:
            self.slug = self._slug_of_name()
        elif self._others().filter(slug=self.slug).exists():
            raise ValidationError(
                {"slug": _("“%(slug)s” is already taken in this language.") % {"slug": self.slug}}
            )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill the slug before the fields are checked one by one."""
        if not self.slug:
            self.slug = self._slug_of_name()
        super().full_clean(*args, **kwargs)

    def _slug_of_name(self) -> str:
        language = locale_of(self.locale_id).language_code if self.locale_id else ""
        return self._free_slug(slug_of(self.name, language) or "x")

    def _others(self) -> models.QuerySet:
        return type(self)._default_manager.filter(locale_id=self.locale_id).exclude(pk=self.pk)

    def _free_slug(self, wanted: str) -> str:
        taken = set(self._others().filter(slug__startswith=wanted).values_list("slug", flat=True))
        slug, number = wanted, 2
        while slug in taken:
            slug, number = f"{wanted}-{number}", number + 1
        return slug
