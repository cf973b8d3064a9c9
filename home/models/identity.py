"""Who publishes: name, tagline, footer and menus, in each language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField


class SiteIdentity(TranslatableMixin, ClusterableModel):
    """The site as it presents itself in one language. One per language."""

    name = models.CharField(_("name of the site"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer = models.TextField(
        _("footer"), blank=True, help_text=_("A few words at the foot of every page.")
    )
    logo = models.ForeignKey(
        "parvis_media.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    says_origin = models.BooleanField(
        _("say of a translation what it was made from"),
        default=True,
        help_text=_("And whether the original has changed since."),
    )
    says_changes = models.BooleanField(
        _("list what has changed in the original since"), default=True
    )
    says_machine = models.BooleanField(
        _("say what a machine translated"),
        default=True,
        help_text=_(
            "The AI Act (article 50) asks for it on matters of public interest, until a person "
            "has reviewed the text."
        ),
    )

    requires_parity = models.BooleanField(
        _("publish only with the translations"),
        default=False,
        help_text=_(
            "What is written in this language is published once each other language is there and "
            "up to date, or somebody said why the page goes without."
        ),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("Identity")
        ),
        InlinePanel("menu_items", label=_("Menu entry"), heading=_("Menus")),
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("contact_email"), FieldPanel("footer")],
            heading=_("Foot of the page"),
        ),
        MultiFieldPanel(
            [FieldPanel("says_origin"), FieldPanel("says_changes"), FieldPanel("says_machine")],
            heading=_("Under a translation"),
        ),
        MultiFieldPanel([FieldPanel("requires_parity")], heading=_("Parity of languages")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("identity and menus")
        verbose_name_plural = _("identity and menus")
        constraints = [
            models.UniqueConstraint(fields=["locale"], name="one_identity_per_locale"),
        ]

    def __str__(self) -> str:
        return self.name


class MenuItem(TranslatableMixin, Orderable):
    """An entry of the main menu or of the footer."""

    MENUS = [("main", _("Main menu")), ("footer", _("Footer"))]

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="menu_items")
    menu = models.CharField(_("menu"), max_length=10, choices=MENUS, default="main")
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("When empty, the page’s title.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.CharField(_("or an address"), max_length=500, blank=True)

    override_translatable_fields = [SynchronizedField("page"), SynchronizedField("url")]
    panels = [FieldPanel("menu"), FieldPanel("label"), FieldPanel("page"), FieldPanel("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")

    def __str__(self) -> str:
        return self.label or str(self.page or self.url)

    def clean(self) -> None:
        """Refuse an entry that leads nowhere or to two places, or one without words."""
        super().clean()
        errors: dict[str, Any] = {}
        if bool(self.page_id) == bool(self.url):
            errors["page"] = _("Choose a page or give an address: one of the two.")
        if self.url and not self.label:
            errors["label"] = _("An address needs a label.")
        if self.url and not self.url.startswith(("/", "https://", "http://", "mailto:")):
            errors["url"] = _("An address begins with https:// or, on this site, with /.")
        if errors:
            raise ValidationError(errors)
