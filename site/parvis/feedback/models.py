"""What a reader wrote."""

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from parvis.feedback.panels import ReadPanel

LONGEST = 5_000
ANSWERS = [("yes", _("Yes")), ("no", _("No"))]
EXCERPT = 80


class Message(models.Model):
    """One message. It holds what its writer chose to say, and nothing else about them."""

    made_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    language = models.CharField(_("language"), max_length=12)
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The page's when it was written about: it may have gone since.
    address = models.CharField(_("address"), max_length=500, blank=True)
    useful = models.CharField(
        _("the page was useful"), max_length=3, choices=ANSWERS, blank=True, default=""
    )
    text = models.TextField(_("message"), max_length=LONGEST, blank=True)
    email = models.EmailField(_("answer to"), blank=True)
    is_settled = models.BooleanField(_("settled"), default=False)
    # Of the form it came with: the same form is not received twice.
    nonce = models.CharField(max_length=40, unique=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    panels = [
        ReadPanel("text"),
        ReadPanel("useful"),
        ReadPanel("address"),
        ReadPanel("email"),
        ReadPanel("made_at"),
        FieldPanel("is_settled"),
    ]

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = pgettext("of a reader", "message")
        verbose_name_plural = pgettext("of readers", "messages")

    def __str__(self) -> str:
        words = Truncator(" ".join(self.text.split())).chars(EXCERPT)
        return words or self.usefulness

    @property
    def usefulness(self) -> str:
        """What was answered to whether the page was useful, in words; empty where nothing was."""
        said = {"yes": gettext("The page was useful."), "no": gettext("It was not useful.")}
        return said.get(self.useful, "")
