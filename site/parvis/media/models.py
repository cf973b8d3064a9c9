"""Pictures and documents kept in the media library."""

import hashlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from parvis.media.licences import LICENCE_URLS, PICTURE_LICENCES
from parvis.media.roles import VERSION, wagtail_filter

FOLDER = "images"


class KnownByContentMixin:
    """Knows a new file by its content, whoever gave it: form, importer or code.

    A model says how with `know_content`, which notes what the file is, and returns the names of
    the fields that it has set.
    """

    file: Any
    _meta: Any
    _state: Any
    know_content: Callable[[], list[str]]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Look at the file, and have it stored before the database is asked for anything.

        A store that does not take it leaves no transaction half done.
        """
        if self.file and not self.file._committed:
            known = self.know_content()
            self._meta.get_field("file").pre_save(self, add=self._state.adding)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *known}
        super().save(*args, **kwargs)  # type: ignore[misc]


class Picture(KnownByContentMixin, AbstractImage):
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

    # Noted when the file is read, so that no page has to: moving pictures stay as they are.
    is_animated = models.BooleanField(default=False, editable=False)
    # What kept its renditions from being made, for editors; empty where nothing did.
    problem = models.CharField(max_length=255, blank=True, default="", editable=False)

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

    @property
    def is_kept_as_it_is(self) -> bool:
        """Whether the original itself is shown: drawings of lines, and pictures that move."""
        return bool(self.is_svg() or self.is_animated)

    def mark(self, focal_point_key: str = "") -> str:
        """Return what the names of renditions bear: another after a change of file or focus."""
        said = repr((VERSION, self.file_hash or self.file.name, focal_point_key))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def know_content(self) -> list[str]:
        """Note the size and the digest; whether it moves is seen when renditions are made."""
        self._set_image_file_metadata()
        self.is_animated, self.problem = False, ""
        return ["file_size", "file_hash", "is_animated", "problem"]


def is_made_of(picture: Picture, spec: str, focal_point_key: str, name: str) -> bool:
    """Whether a rendition was made of the picture as it is now, and cut where its focus is now."""
    key = wagtail_filter(spec).get_cache_key(picture)
    return focal_point_key == key and f".{picture.mark(key)}" in name.rpartition("/")[2]


class PictureRendition(AbstractRendition):
    """A picture made to one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    def is_of(self, picture: Picture) -> bool:
        """Whether it was made of the picture as it is now, and cut where its focus is now."""
        return is_made_of(picture, self.filter_spec, self.focal_point_key, self.file.name)

    def get_upload_to(self, filename: str) -> str:
        """Name the file by what it was made of, so that it may be kept for ever."""
        made = PurePath(self.file.field.storage.get_valid_name(filename))
        return f"{FOLDER}/{made.stem}.{self.image.mark(self.focal_point_key)}{made.suffix}"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_picture_rendition"
            )
        ]


class Download(KnownByContentMixin, AbstractDocument):
    """A file to download."""

    admin_form_fields = ("title", "file", "collection", "tags")

    def know_content(self) -> list[str]:
        """Note the size and the digest: programs that have the file are told it is the same."""
        self._set_document_file_metadata()
        return ["file_size", "file_hash"]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
