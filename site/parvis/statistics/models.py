"""What is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class DailyCount(models.Model):
    """How many times a page was read on a day. It says nothing of by whom."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"), db_index=True)
    views = models.PositiveIntegerField(_("times read"), default=0)

    class Meta:
        default_permissions = ()  # whoever edits pages sees them
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="one_count_a_page_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.views}"
