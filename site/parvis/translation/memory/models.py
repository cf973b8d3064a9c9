"""The index of the memory. The translations themselves stay where wagtail-localize keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String


class SegmentHash(models.Model):
    """One hash of a source segment that has a good translation; see `hashing` for what is hashed.

    A row is its two columns: no number of its own, whose index would be a third of the table.
    """

    pk = models.CompositePrimaryKey("hash", "string_id")
    hash = models.BigIntegerField()
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("hash of a segment")
        verbose_name_plural = _("hashes of segments")

    def __str__(self) -> str:
        return f"{self.hash} → {self.string_id}"
