"""What people are told, and whether by mail too."""

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class Kind(StrEnum):
    """What there is to tell."""

    ASSIGNED = "assigned"
    TAKEN_AWAY = "taken-away"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    REMARK = "remark"
    DUE = "due"
    LATE = "late"
    ANSWERED = "answered"
    FAILED = "failed"
    HELD = "held"
    STATEMENT = "statement"
    CONTACT = "contact"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The notices of somebody, the unread ones, and the order of the page that lists them."""

    def of(self, person: Any) -> "NoticeQuerySet":
        """Return what this person was told."""
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        """Return what nobody has looked at yet."""
        return self.filter(read_at=None)

    def newest(self) -> "NoticeQuerySet":
        """Put the unread before the read, and the latest first among each."""
        is_read = models.Case(
            models.When(read_at=None, then=0), default=1, output_field=models.IntegerField()
        )
        return self.annotate(is_read=is_read).order_by("is_read", "-made_at", "-pk")

    def mark_read(self) -> int:
        """Note that they were seen now; return how many were not before."""
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """One thing one person was told. `wording` says it in the reader's language.

    `details` is what it needs for that; `key` names the event, which nobody is told of twice.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)  # a Kind
    key = models.CharField(max_length=120)
    address = models.CharField(max_length=255)  # a path in the admin
    details = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_each")]
        indexes = [
            models.Index(
                fields=["person", "made_at"],
                condition=models.Q(read_at=None),
                name="notice_unread",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class MailWish(models.Model):
    """Whether somebody wants to be mailed. Who never said so does."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wants_mail = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.wants_mail}"
