"""What is remembered of languages that go public together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class SetMember(models.Model):
    """A scheduled revision that goes public with the others of its set, or not at all."""

    members = models.UUIDField(_("set"), db_index=True)
    revision = models.OneToOneField(Revision, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.members} {self.revision_id}"
