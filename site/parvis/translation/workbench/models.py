"""What the workbench remembers: versions of sources and of passages, talk, who is at work."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import String, Translation, TranslationContext, TranslationSource


class SourceVersion(models.Model):
    """The passages a source had from a moment on: what an update changed is read off two of them.

    `passages` is a list of (context path, id of the String), in the order of the text; `shared` is
    what it had besides words (`workbench.shared`), None where that was not noted.
    """

    source = models.ForeignKey(TranslationSource, models.CASCADE, related_name="versions")
    made_at = models.DateTimeField(default=timezone.now)
    passages = models.JSONField()
    shared = models.JSONField(null=True)
    is_minor = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["source", "made_at"], name="source_version_by_time")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.made_at:%Y-%m-%d %H:%M}"


class Origin(models.TextChoices):
    """How a passage's translation came about."""

    TYPED = "typed", _("written here")
    MEMORY = "memory", _("from the memory")
    REPEATED = "repeated", _("from the same text elsewhere")
    MACHINE = "machine", _("proposed by a machine")
    FILE = "file", _("from a file")
    ADOPTED = "adopted", _("taken over from the page")
    CARRIED = "carried", _("carried over by an update")
    REVERTED = "reverted", _("an earlier version again")
    DELETED = "deleted", _("taken away")


class PassageVersion(models.Model):
    """One state of one passage's translation, kept for good: nobody's words are lost."""

    context = models.ForeignKey(TranslationContext, models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    string = models.ForeignKey(String, models.CASCADE, related_name="+")
    data = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["context", "locale"], name="passage_version_by_place")]

    def __str__(self) -> str:
        return self.data[:60]


class PassageNote(models.Model):
    """A remark on a passage of the source: translators ask, editors answer."""

    context = models.ForeignKey(TranslationContext, models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    text = models.TextField(_("remark"), max_length=2000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def settle(self, person: Any) -> None:
        """Note that nothing is left to say, and who found so."""
        self.resolved_at, self.resolved_by = timezone.now(), person
        self.save(update_fields=["resolved_at", "resolved_by"])

    def reopen(self) -> None:
        """Take that back."""
        self.resolved_at = self.resolved_by = None
        self.save(update_fields=["resolved_at", "resolved_by"])


class Presence(models.Model):
    """Who has a translation open, and on which passage, as their browser last said."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    passage = models.PositiveIntegerField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation", "person"], name="one_presence_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.translation_id}"


class Exemption(models.Model):
    """A page or snippet that somebody decided is not translated into a language, and why."""

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    reason = models.TextField(_("reason"), max_length=500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="one_exemption_each")
        ]

    def __str__(self) -> str:
        return self.reason[:60]


class Assignment(models.Model):
    """Who is to translate something, and by when: a person, or a team of a language."""

    translation = models.OneToOneField(Translation, models.CASCADE, related_name="assignment")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("auth.Group", models.CASCADE, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person or self.team)

    def is_late(self, today: Any) -> bool:
        """Whether the day it was due is over."""
        return bool(self.due and self.due < today)
