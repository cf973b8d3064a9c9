"""What people said of findings."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation


class Dismissal(models.Model):
    """A finding that a person read and set aside, for a reason, while both texts stay as they are.

    Once either changes, the fingerprint is another one and the finding is shown again.
    """

    translation = models.ForeignKey(
        Translation,
        on_delete=models.CASCADE,
        related_name="dismissals",
        verbose_name=_("translation"),
    )
    context = models.TextField(_("path of the passage"))
    # Not “check”: models have a method of that name.
    check_name = models.SlugField(_("check"), max_length=50, db_index=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=32)
    reason = models.TextField(_("reason"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("date"), auto_now=True)

    class Meta:
        verbose_name = _("dismissed finding")
        verbose_name_plural = _("dismissed findings")
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "fingerprint", "context"], name="unique_dismissal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.reason}"
