"""Concepts, and the terms that name them in each language."""

from typing import Any
from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Locale

from parvis.pages.locales import locale_of

is_key = RegexValidator(
    r"^[A-Za-z0-9_.-]+\Z", _("Letters without accents, digits, “.”, “_” and “-” only.")
)


def new_key() -> str:
    """Return a key no other concept has, on this site or another."""
    return uuid4().hex[:12]


class Concept(ClusterableModel):
    """What terms of several languages name.

    Its `key` follows it from file to file and from site to site, and makes its anchor in the
    public glossary: unlike an id, it means the same everywhere.
    """

    key = models.CharField(
        _("key"), max_length=100, unique=True, default=new_key, validators=[is_key], editable=False
    )
    domain = models.CharField(
        _("domain"), max_length=100, blank=True, help_text=_("The subject, such as “roads”.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("For those who write and translate; never published.")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["domain", "pk"]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self) -> str:
        """Name the concept as the language being read does, else as another one does."""
        reading = get_language()

        def nearness(term: "Term") -> tuple[bool, bool, int]:
            is_read = locale_of(term.locale_id).language_code == reading
            return (term.status != Term.Status.PREFERRED, not is_read, term.pk or 0)

        named = min(self.terms.all(), key=nearness, default=None)
        return named.text if named else self.key

    @property
    def anchor(self) -> str:
        """Where the concept stands in the glossary page of every language."""
        return f"c-{self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the concept and the terms edited with it, in whatever order they stand."""
        with transaction.atomic():
            self._make_way()
            super().save(*args, **kwargs)

    def _make_way(self) -> None:
        """Free the texts and the preferred place of stored terms that are about to change.

        Terms are saved one by one: two that change places would meet half-way.
        """
        if not self.pk or "terms" not in getattr(self, "_cluster_related_objects", {}):
            return
        edited = {term.pk: term.place for term in self.terms.all()}
        stored = Term.objects.filter(concept=self.pk)
        moving = [term.pk for term in stored if term.place != edited.get(term.pk)]
        if moving:
            Term.objects.filter(pk__in=moving).update(
                status=Term.Status.ADMITTED, text=Concat(Value("⟦"), Cast("pk", models.CharField()))
            )


class TermQuerySet(models.QuerySet["Term"]):
    """Questions put to terms."""

    def preferred(self) -> "TermQuerySet":
        """The one to use, in each language."""
        return self.filter(status=Term.Status.PREFERRED)


class Term(models.Model):
    """A word, or several, that names a concept in one language."""

    class Status(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ADMITTED = "admitted", _("admitted")
        FORBIDDEN = "forbidden", _("to avoid")

    concept = ParentalKey(
        Concept, verbose_name=_("concept"), on_delete=models.CASCADE, related_name="terms"
    )
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField(_("term"), max_length=200)
    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.PREFERRED
    )
    definition = models.TextField(_("definition"), blank=True)

    objects = models.Manager.from_queryset(TermQuerySet)()

    class Meta:
        ordering = ["locale_id", "pk"]
        default_permissions = ()  # those on concepts decide
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "locale", "text"], name="parvis_glossary_term_once"
            ),
            models.UniqueConstraint(
                fields=["concept", "locale"],
                condition=Q(status="preferred"),
                name="parvis_glossary_one_preferred",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note at the concept that something changed (see `terms.current`)."""
        super().save(*args, **kwargs)
        _note_change(self.concept_id)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and note at the concept that something changed."""
        concept = self.concept_id
        done = super().delete(*args, **kwargs)
        _note_change(concept)
        return done

    @property
    def is_preferred(self) -> bool:
        """Whether this is the term to use."""
        return self.status == self.Status.PREFERRED

    @property
    def place(self) -> tuple[int, str, str]:
        """What no two terms of a concept may share, in part or in whole."""
        return self.locale_id, self.text, self.status


def _note_change(concept: int) -> None:
    Concept.objects.filter(pk=concept).update(changed=timezone.now())
