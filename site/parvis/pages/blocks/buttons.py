"""Buttons: links that ask for something to be done."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)

from parvis.pages.known import KnownPageBlock
from parvis.pages.links import localized


class ButtonValue(StructValue):
    """A button's data, with the address it leads to."""

    @property
    def href(self) -> str:
        """The page in the language being read where it exists, else the address given."""
        if page := self.get("page"):
            return localized(page).url or ""
        return self.get("url") or ""


class ButtonBlock(StructBlock):
    """One button, to a page of this site or to another address."""

    label = CharBlock(label=_("Label"), max_length=80)
    page = KnownPageBlock(label=_("Page"), required=False)
    url = URLBlock(label=_("Or an address"), required=False)
    is_secondary = BooleanBlock(label=_("Secondary"), required=False)

    def clean(self, value: StructValue) -> StructValue:
        """Refuse a button that leads nowhere, or to two places."""
        cleaned: Any = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose a page or give an address: one of the two."))}
            )
        return cleaned

    class Meta:
        value_class = ButtonValue


class ButtonsBlock(StructBlock):
    """One to four buttons side by side."""

    buttons = ListBlock(ButtonBlock(label=_("Button")), min_num=1, max_num=4, label=_("Buttons"))

    class Meta:
        icon = "circle-check"
        label = _("Buttons")
        template = "blocks/buttons.html"
        description = _("Links that ask for something to be done")
        preview_value = {
            "buttons": [
                {
                    "label": _("Take it over"),
                    "url": "https://example.org/",
                    "page": None,
                    "is_secondary": False,
                },
                {
                    "label": _("Read the guide"),
                    "url": "https://example.org/",
                    "page": None,
                    "is_secondary": True,
                },
            ]
        }
