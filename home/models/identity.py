"""Who publishes: name, tagline, footer and menus, in each language."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from parvis.media.fields import picture_field
from parvis.media.licences import LICENCE_URLS, LICENCES
from parvis.pages import colours

COLOURS = ("brand_colour", "accent_colour")
# What is the same in every language.
SHARED = (*COLOURS, "licence", "icon_id")


def read_in_light(text: str) -> None:
    """Refuse what is no colour, and one that is not read on the page or that the page is not on."""
    try:
        colour = colours.parsed(text)
    except ValueError as error:
        raise ValidationError(_("Write a colour as #2c4759.")) from error
    found = colours.least_contrast(colour, colours.LIGHT_GROUNDS)
    if found < colours.ENOUGH:
        raise ValidationError(
            _("Its contrast with the page is %(found)s:1, and 4.5:1 is needed: try %(darker)s.")
            % {
                "found": localize(int(found * 10) / 10),
                "darker": colours.readable(colour, colours.LIGHT_GROUNDS, colours.BLACK),
            }
        )


class SiteIdentity(TranslatableMixin, ClusterableModel):
    """The site as it presents itself in one language. One per language."""

    name = models.CharField(_("name of the site"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer = models.TextField(
        _("footer"), blank=True, help_text=_("A few words at the foot of every page.")
    )
    logo = picture_field(_("logo"))

    icon = picture_field(
        _("icon"),
        _(
            "A square picture, of 180 pixels or more: browsers show it on a tab and among "
            "bookmarks. When empty, Parvis’s; the same in every language."
        ),
    )

    brand_colour = models.CharField(
        _("main colour"),
        max_length=7,
        blank=True,
        validators=[read_in_light],
        help_text=_(
            "Of buttons, of the language being read and of the pavement: #2c4759. When empty, "
            "Parvis’s. The dark scheme has it lightened; the same in every language."
        ),
    )
    accent_colour = models.CharField(
        _("second colour"),
        max_length=7,
        blank=True,
        validators=[read_in_light],
        help_text=_("Of a stone, and of what went wrong: #9c3517."),
    )

    licence = models.CharField(
        _("licence of the site"),
        max_length=40,
        choices=LICENCES,
        default="CC-BY-4.0",
        blank=True,
        help_text=_(
            "Said at the foot of every page, of what names no licence of its own. When empty, "
            "nothing is said; the same in every language."
        ),
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
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo"), FieldPanel("icon")],
            heading=_("Identity"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("brand_colour"), FieldPanel("accent_colour")])],
            heading=_("Colours"),
        ),
        InlinePanel("menu_items", label=_("Menu entry"), heading=_("Menus")),
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("contact_email"),
                FieldPanel("footer"),
                FieldPanel("licence"),
            ],
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

    def pictures_needed(self) -> Iterator[tuple[Any, str]]:
        """The logo, at the top of every page, and the icon."""
        if self.logo:
            yield self.logo, "logo"
        if self.icon:
            yield self.icon, "icon"

    def clean(self) -> None:
        """Write colours alike."""
        super().clean()
        for name in COLOURS:
            with suppress(ValueError):  # the field itself has refused what is no colour
                setattr(self, name, colours.parsed(getattr(self, name)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the site’s other languages what is the same in all."""
        super().save(*args, **kwargs)
        others = type(self)._default_manager.filter(translation_key=self.translation_key)
        others.exclude(pk=self.pk).update(**self.shared)

    @property
    def shared(self) -> dict[str, Any]:
        """What is the same in every language, by field."""
        return {name: getattr(self, name) for name in SHARED}

    @property
    def licence_url(self) -> str:
        """Address of the licence’s text; empty where there is none."""
        return LICENCE_URLS.get(self.licence, "")

    def own(self, name: str) -> str:
        """Return a colour of the site’s own by its field; empty of what is none."""
        colour = str(getattr(self, name))
        return colour if colours.HEX.fullmatch(colour) else ""

    @property
    def main_colour(self) -> str:
        """The main colour, which browsers may show around a page; empty where there is none."""
        return self.own("brand_colour")

    @property
    def style(self) -> str:
        """The style sheet’s tokens that the colours change; empty where they change none."""
        tokens = zip(("--brand", "--accent"), map(self.own, COLOURS), strict=True)
        given = [f"{token}:{colours.scheme(colour)}" for token, colour in tokens if colour]
        # Those who ask for more contrast have the style sheet’s.
        return f"@media not (prefers-contrast:more){{:root{{{';'.join(given)}}}}}" if given else ""


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
