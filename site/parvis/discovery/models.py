"""What search engines are still to be told."""

from django.db import models
from django.utils import timezone


class ChangedAddress(models.Model):
    """A public address whose page changed, came or went since search engines were told."""

    url = models.CharField(max_length=1000, unique=True)
    due = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.url
