"""What was found on published pages, and since when."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from parvis.writing.accessibility import CHECKS, EXCERPT, Check


class AccessibilityFinding(models.Model):
    """Something a check found on a page as it is public; `since` outlives corrections elsewhere."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    check_name = models.CharField(max_length=40)
    place = models.CharField(max_length=255)
    excerpt = models.CharField(_("where"), max_length=EXCERPT, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        default_permissions = ()  # whoever may edit the page sees them
        ordering = ["since", "pk"]
        verbose_name = _("accessibility finding")
        verbose_name_plural = _("accessibility findings")
        indexes = [models.Index(fields=["page", "check_name"], name="writing_finding_page")]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.excerpt}"

    @property
    def check_of(self) -> Check:
        """The check that found it."""
        return CHECKS[self.check_name]

    @property
    def finding(self) -> str:
        """What was found, in words."""
        return str(self.check_of.label)

    @property
    def criterion(self) -> str:
        """WCAG’s number of what it hurts."""
        return self.check_of.criterion

    @property
    def language(self) -> str:
        """The language of the page, in words."""
        return str(self.page.locale.get_display_name())

    @classmethod
    def known(cls) -> Any:
        """Return the findings of checks that exist: a check may go with a new version."""
        return cls._default_manager.filter(check_name__in=CHECKS)
