"""Fields by which models show what the media library holds."""

from typing import Any

from django.db import models


def picture_field(label: Any, help_text: Any = "") -> Any:
    """Return a field for a picture that may be none, and is none once the picture is deleted."""
    return models.ForeignKey(
        "parvis_media.Picture",
        verbose_name=label,
        help_text=help_text,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
