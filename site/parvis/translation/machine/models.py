"""A machine that was asked, or is to be, and what came of it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation


def new_reference() -> str:
    """Return a word nobody can guess: who knows it may answer a request, once."""
    return secrets.token_urlsafe(32)


class MachineRequest(models.Model):
    """One translation given to one machine. The queue is the only one to change it."""

    class State(models.TextChoices):
        """Where a request stands."""

        WAITING = "waiting", _("waiting to be sent")
        SENT = "sent", _("sent")
        ANSWERED = "answered", _("answered")
        FAILED = "failed", _("failed")

    OPEN = (State.WAITING, State.SENT)

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="machine_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    engine = models.CharField(max_length=255)  # the dotted path of its class
    reference = models.CharField(max_length=64, unique=True, default=new_reference)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)  # when the queue looks at it next
    expires = models.DateTimeField(null=True)  # after which no answer is accepted
    number = models.CharField(max_length=64, blank=True)  # what the machine calls it
    sent = models.JSONField(default=dict)  # what is needed to read the answer
    message = models.TextField(blank=True)  # what happened, for the person who asked
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation"],
                condition=models.Q(state__in=["waiting", "sent"]),
                name="parvis_machine_one_open_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine}, {self.get_state_display()}"

    @property
    def machine_name(self) -> str:
        """What the machine is called, even where it is not installed any more."""
        try:
            return str(import_string(self.engine).display_name)
        except (ImportError, AttributeError):
            return self.engine.rpartition(".")[2]

    @property
    def is_in_hand(self) -> bool:
        """Whether the queue is asking the machine right now: what failed before is forgotten."""
        return self.state == self.State.WAITING and self.attempts > 0 and not self.message

    @property
    def can_be_asked_again(self) -> bool:
        """Whether it failed, for good or until the next attempt."""
        waits = self.state == self.State.WAITING and bool(self.message)
        return waits or self.state == self.State.FAILED

    @property
    def is_open(self) -> bool:
        """Whether an answer is still expected."""
        return self.state in self.OPEN
