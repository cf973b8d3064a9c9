"""Pictures and documents kept in the media library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from parvis.media.licences import LICENCE_URLS, PICTURE_LICENCES


class Picture(AbstractImage):
    """An image, its credit and its licence. Its text alternative belongs to each use of it."""

    credit = models.CharField(_("credit"), max_length=255, blank=True)

    licence = models.CharField(
        _("licence"), max_length=40, choices=PICTURE_LICENCES, blank=True, default=""
    )
    source_url = models.URLField(
        _("where it is from"),
        max_length=500,
        blank=True,
        help_text=_("Its address at whoever made it: the credit leads there."),
    )

    admin_form_fields = (
        "title", "file", "description", "credit", "licence", "source_url", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def licence_url(self) -> str:
        """Address of the licence’s text; empty where there is none."""
        return LICENCE_URLS.get(self.licence, "")


class PictureRendition(AbstractRendition):
    """A picture made to one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_picture_rendition"
            )
        ]


class Download(AbstractDocument):
    """A file to download."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
