"""Pictures in the text."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images import get_image_model

from parvis.pages.known import KnownPictureBlock


class ImageBlock(StructBlock):
    """A picture, described for those who cannot see it or marked as decorative."""

    picture = KnownPictureBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=500)
    credit = CharBlock(
        label=_("Credit"),
        required=False,
        max_length=255,
        help_text=_("Who made it. When empty, the credit in the media library is shown."),
    )

    def get_preview_value(self) -> Any:
        """Show the library's latest picture in the block picker, where there is one."""
        latest = get_image_model().objects.order_by("-pk").first()
        if latest is not None:
            latest.contextual_alt_text = latest.title
            latest.decorative = False
        return self.normalize(
            {"picture": latest, "caption": gettext("A caption says what to notice"), "credit": ""}
        )

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"
        description = _("A picture with its text alternative, caption and credit")
